"""Epochs: a solution."""

import handsonn as hn  # isort: skip
import keras
import numpy as np

PREDICTION = "last third"
WHY = "the longer a network trains, the more it has learnt"


def build():
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
    return int(np.argmin(history["val_loss"])) + 1


def measure(x, y, epochs, seeds):
    count = len(x) * 4 // 5
    held_out = (x[count:], y[count:])
    curves = []
    for seed in seeds:
        keras.utils.set_random_seed(seed)
        model = build()
        history = hn.fit(
            model, x[:count], y[:count], batch_size=16, epochs=epochs, validation_data=held_out, verbose=0
        )
        curves.append(history.history["val_loss"])
    return np.array(curves)


ANSWER = "first third"
