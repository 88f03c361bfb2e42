"""Ten kinds of one-dimensional signals, with convolutions along the time."""

from __future__ import annotations

from typing import Any

import keras
from keras import layers

import handsonn as hn
from benchmarks.diagnosis.training import Arrays, Program, each_x, each_y, split_rows


def raw(seed: int) -> Arrays:
    data = hn.load("signals")
    arrays = split_rows(data.x[..., None], data.y, seed, most=2000)
    return each_y(arrays, lambda y: keras.utils.to_categorical(y, 10))


def prepare(arrays: Arrays) -> Arrays:
    mean, std = arrays.x.mean(), arrays.x.std()
    return each_x(arrays, lambda x: (x - mean) / std)


def network() -> Any:
    inputs = layers.Input((40, 1))
    x = layers.Conv1D(16, 5, activation="relu")(inputs)
    x = layers.MaxPooling1D(2)(x)
    x = layers.Conv1D(16, 5, activation="relu")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(32, activation="relu")(x)
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(x))


def compiling() -> dict[str, Any]:
    return {
        "optimizer": keras.optimizers.Nadam(learning_rate=0.001),
        "loss": "categorical_crossentropy",
        "metrics": ["categorical_accuracy"],
    }


PROGRAM = Program(
    "signals", "kinds of signals", "sequence", "Functional", "classes",
    raw, prepare, network, compiling, {"epochs": 20, "batch_size": 32, "validation_split": 0.2},
)  # fmt: skip
