"""Five losses to repair. The task is in README.md beside this file; `handsonn check losses_and_labels` looks at it."""

import handsonn  # noqa: F401 # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras
import numpy as np


def network(features, units, activation):
    """Give a network with one hidden layer. It is right as it is."""
    return keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(units, activation=activation),
        ]
    )


def species(x, y):
    """1. One of 4 species. x: shape (samples, 8). y: shape (samples,), whole numbers 0 to 3. Keep the labels."""
    model = network(8, 4, "softmax")
    model.compile(keras.optimizers.Adam(0.01), loss="categorical_crossentropy", metrics=["accuracy"])
    labels = y
    return model, labels


def species_one_hot(x, y):
    """2. One of 4 species. x: shape (samples, 8). y: shape (samples, 4), one-hot rows. Keep the loss."""
    model = network(8, 4, "softmax")
    model.compile(keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    labels = y
    return model, labels


def ill(x, y):
    """3. Ill or well. x: shape (samples, 8). y: shape (samples,), 1 or 0. Keep the labels and the one unit."""
    model = network(8, 1, "sigmoid")
    model.compile(keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    labels = y
    return model, labels


def tags(x, y):
    """4. Several tags at once. x: shape (samples, 8). y: shape (samples, 5), 0 or 1 each. Keep the labels."""
    model = network(8, 5, "softmax")
    model.compile(keras.optimizers.Adam(0.01), loss="categorical_crossentropy", metrics=["accuracy"])
    labels = y
    return model, labels


def temperature(x, y):
    """5. A number of degrees. x: shape (samples, 8). y: shape (samples,), real numbers. Keep the labels."""
    model = network(8, 1, "softmax")
    model.compile(keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
    labels = y
    return model, labels


if __name__ == "__main__":  # run this file to try what you have so far
    x = np.random.default_rng(0).normal(size=(200, 8)).astype("float32")
    model, labels = ill(x, (x[:, 0] + x[:, 1] > 0).astype("int64"))
    print(model.fit(x, labels, epochs=5, verbose=0).history)
