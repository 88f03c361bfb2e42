"""Batch size: a solution."""

import math

import handsonn as hn  # isort: skip
import keras
import numpy as np

PREDICTION = "batches of 128"
WHY = "a gradient over more samples is more exact"


def build():
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
    return math.ceil(samples / batch_size)


def measure(x, y, batch_sizes, seeds, epochs):
    count = len(x) * 4 // 5
    held_out = (x[count:], y[count:])
    accuracies = np.zeros((len(batch_sizes), len(seeds)))
    for row, batch_size in enumerate(batch_sizes):
        for column, seed in enumerate(seeds):
            keras.utils.set_random_seed(seed)
            model = build()
            history = hn.fit(
                model, x[:count], y[:count], batch_size=batch_size, epochs=epochs,
                validation_data=held_out, verbose=0,
            )  # fmt: skip
            accuracies[row, column] = history.history["val_accuracy"][-1]
    return accuracies


ANSWER = "batches of 8"
