"""Batch size: predict, then measure. The task is in README.md beside this file; `handsonn check batch_size` looks at it."""

import handsonn as hn  # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras
import numpy as np

# After five epochs, which is more accurate on digits that the network has not seen?
PREDICTION = (
    ""  # "batches of 8", "batches of 128" or "cannot be told apart": what you expect, before you measure
)
WHY = ""  # a sentence of your own, of at least six words


def build():
    """Build and compile the network. It is the same for all batch sizes; leave it as it is."""
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.SGD(0.05), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def updates_per_epoch(samples, batch_size):
    """Count how often the weights are updated in one epoch, a whole number."""
    raise NotImplementedError("what happens to the samples that do not fill a batch?")


def measure(x, y, batch_sizes, seeds, epochs):
    """Give the accuracy on held-out samples of a new network for each batch size and seed.

    x: shape (samples, 64), from 0 to 1, shuffled. y: shape (samples,), from 0 to 9. The first four fifths of the
    rows are for training. Gives shape (batch sizes, seeds).
    """
    raise NotImplementedError("two loops, and a new network in the inner one")


ANSWER = ""  # what you measured: "batches of 8", "batches of 128" or "cannot be told apart"


if __name__ == "__main__":  # run this file to measure
    digits = hn.load("digits")
    order = np.random.default_rng(0).permutation(len(digits.x))[:700]
    x = digits.x[order].reshape(700, 64).astype("float32") / 16
    y = np.asarray(digits.y)[order]
    sizes, seeds = (8, 128), (0, 1, 2, 3, 4)
    accuracies = measure(x, y, sizes, seeds, epochs=5)
    for size, row in zip(sizes, accuracies):
        print(
            f"batches of {size:3d}: {updates_per_epoch(560, size):3d} updates an epoch, accuracies {np.round(row, 3)}"
        )
