"""Good in training only: a solution."""

import handsonn as hn  # noqa: F401  # isort: skip
import keras
import numpy as np

CAUSE = "HN030"


def shuffled(x, y):
    order = np.random.default_rng(0).permutation(len(x))
    return x[order], y[order]


def build():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train(x, y):
    x, y = shuffled(x, y)
    model = build()
    model.fit(x, y, batch_size=32, epochs=60, validation_split=0.2, verbose=0)
    return model
