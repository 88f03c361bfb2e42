"""An autoencoder of digits. The task is in README.md; `handsonn check autoencoder` looks at your answer."""

import handsonn as hn  # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras


def build(latent_dim):
    """Build the three networks and compile the autoencoder. Gives (autoencoder, encoder, decoder).

    encoder: (samples, 64) to (samples, latent_dim). decoder: (samples, latent_dim) to (samples, 64), all pixels
    from 0 to 1. autoencoder: encoder and decoder in a row.
    """
    raise NotImplementedError("two keras.Sequential, and one that is made of them")


def train(autoencoder, images, labels):
    """Train the autoencoder on images, shape (samples, 64), pixels from 0 to 1.

    labels: shape (samples,), which digit each image shows.
    """
    raise NotImplementedError("what should the network give for an image?")


def errors(autoencoder, images):
    """Give the mean squared error of each rebuilt image: shape (samples,)."""
    raise NotImplementedError("rebuild the images, subtract, square, and average over the pixels")


if __name__ == "__main__":  # run this file to try what you have so far
    keras.utils.set_random_seed(0)
    digits = hn.load("digits")
    images = digits.x.reshape(-1, 64).astype("float32") / 16
    autoencoder, encoder, decoder = build(8)
    train(autoencoder, images[:1400], digits.y[:1400])
    print("mean squared error on unseen digits:", errors(autoencoder, images[1400:]).mean())
