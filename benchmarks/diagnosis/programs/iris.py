"""Iris: three kinds of flowers from four lengths, as the first tutorial of many books does it."""

from __future__ import annotations

from typing import Any

import keras
from sklearn.datasets import load_iris
from sklearn.preprocessing import StandardScaler

from benchmarks.diagnosis.training import Arrays, Program, each_x, split_rows


def raw(seed: int) -> Arrays:
    x, y = load_iris(return_X_y=True)
    return split_rows(x.astype("float32"), y, seed, test=0.3)


def prepare(arrays: Arrays) -> Arrays:
    return each_x(arrays, StandardScaler().fit(arrays.x).transform)


def network() -> Any:
    model = keras.Sequential()
    model.add(keras.layers.Input(shape=(4,)))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(3, activation="softmax"))
    return model


def compiling() -> dict[str, Any]:
    return {
        "optimizer": keras.optimizers.Adam(learning_rate=0.01),
        "loss": "sparse_categorical_crossentropy",
        "metrics": ["accuracy"],
    }


PROGRAM = Program(
    "iris", "kinds of iris", "table", "Sequential", "classes", raw, prepare, network, compiling,
    {"epochs": 60, "batch_size": 16},
)  # fmt: skip
