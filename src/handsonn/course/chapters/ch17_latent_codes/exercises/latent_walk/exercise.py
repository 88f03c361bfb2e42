"""A walk in latent space. The task is in README.md; `handsonn check latent_walk` looks at your answer."""

import numpy as np


def line(start, end, steps):
    """Give the codes on the straight line, both ends among them.

    start, end: shape (latent_dim,). Gives shape (steps, latent_dim).
    """
    raise NotImplementedError("np.linspace gives equal shares from 0 to 1")


def arc(start, end, steps):
    """Give the codes on the arc around the origin: equal angles, and lengths that change evenly.

    start, end: shape (latent_dim,). Gives shape (steps, latent_dim).
    """
    raise NotImplementedError("directions by equal angles, times lengths by equal steps")


def walk(encoder, decoder, first, last, steps, path):
    """Walk from one image to another through their codes.

    first, last: shape (pixels,). path: a function like line and arc. Gives shape (steps, pixels).
    """
    raise NotImplementedError("encode, walk, decode")


def new_digits(encoder, decoder, images, labels, digit, count, generator):
    """Draw new images of a digit from codes near those of the images that show it.

    images: shape (samples, pixels). labels: shape (samples,). digit: the label that is wanted.
    generator: a NumPy generator, such as np.random.default_rng(0). Gives shape (count, pixels).
    """
    raise NotImplementedError("which codes belong to this digit, and what lies near them?")


if __name__ == "__main__":  # run this file to try what you have so far
    print(line(np.array([2.0, 0.0]), np.array([0.0, 1.0]), 3))
    print(arc(np.array([2.0, 0.0]), np.array([0.0, 1.0]), 3))
