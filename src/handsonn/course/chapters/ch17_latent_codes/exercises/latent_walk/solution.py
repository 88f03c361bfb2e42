"""A walk in latent space: a solution."""

import numpy as np


def line(start, end, steps):
    shares = np.linspace(0, 1, steps)[:, np.newaxis]
    return (1 - shares) * start + shares * end


def arc(start, end, steps):
    shares = np.linspace(0, 1, steps)[:, np.newaxis]
    length_of_start, length_of_end = np.linalg.norm(start), np.linalg.norm(end)
    u, v = start / length_of_start, end / length_of_end
    angle = np.arccos(np.clip(u @ v, -1, 1))
    if angle < 1e-3:
        return line(start, end, steps)
    directions = (np.sin((1 - shares) * angle) * u + np.sin(shares * angle) * v) / np.sin(angle)
    lengths = (1 - shares) * length_of_start + shares * length_of_end
    return lengths * directions


def walk(encoder, decoder, first, last, steps, path):
    start, end = encoder.predict(np.stack([first, last]), verbose=0)
    return decoder.predict(path(start, end, steps), verbose=0)


def new_digits(encoder, decoder, images, labels, digit, count, generator):
    codes = encoder.predict(images[labels == digit], verbose=0)
    some = codes[generator.integers(len(codes), size=count)]
    others = codes[generator.integers(len(codes), size=count)]
    shares = generator.random((count, 1))
    return decoder.predict(some + shares * (others - some), verbose=0)
