"""Epochs: where does overfitting begin? The task is in README.md; `handsonn check epochs` looks at this file."""

import handsonn as hn  # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras
import numpy as np

# A network trains for 60 epochs on 320 digits, one label in five drawn at random. When is its validation loss lowest?
PREDICTION = ""  # "first third", "second third", "last third" or "cannot be told": what you expect
WHY = ""  # a sentence of your own, of at least six words


def build():
    """Build and compile the network; leave it as it is."""
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def best_epoch(history):
    """Give the epoch, counted from 1, with the lowest validation loss; the earliest of several.

    history: {"loss": [...], "val_loss": [...], "accuracy": [...], "val_accuracy": [...]}, a number for each epoch.
    """
    raise NotImplementedError("which list, and does a list count from 1?")


def measure(x, y, epochs, seeds):
    """Give the validation loss after each epoch, of a new network for each seed.

    x: shape (samples, 64), from 0 to 1, shuffled. y: shape (samples,), from 0 to 9. The first four fifths of the
    rows are for training, in batches of 16. Gives shape (seeds, epochs).
    """
    raise NotImplementedError("a loop over the seeds, and a new network for each")


ANSWER = ""  # what you measured: "first third", "second third", "last third" or "cannot be told"


if __name__ == "__main__":  # run this file to measure
    generator = np.random.default_rng(0)
    digits = hn.load("digits")
    order = generator.permutation(len(digits.x))[:400]
    x = digits.x[order].reshape(400, 64).astype("float32") / 16
    y = np.where(generator.random(400) < 0.2, generator.integers(0, 10, 400), np.asarray(digits.y)[order])
    for curve in measure(x, y, epochs=60, seeds=(0, 1, 2, 3, 4)):
        best = best_epoch({"val_loss": list(curve)})
        print(f"lowest {curve[best - 1]:.2f} after epoch {best:2d}; after epoch 60 it is {curve[-1]:.2f}")
