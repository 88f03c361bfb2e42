"""Diabetes: how far the illness goes within a year, from ten numbers of each patient."""

from __future__ import annotations

from typing import Any

import keras
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import StandardScaler

from benchmarks.diagnosis.training import Arrays, Program, each_x, each_y, split_rows


def raw(seed: int) -> Arrays:
    x, y = load_diabetes(return_X_y=True, scaled=False)
    return split_rows(x.astype("float32"), y.astype("float32"), seed)


def prepare(arrays: Arrays) -> Arrays:
    mean, std = arrays.y.mean(), arrays.y.std()
    scaled = each_x(arrays, StandardScaler().fit(arrays.x).transform)
    return each_y(scaled, lambda y: (y - mean) / std)


def network() -> Any:
    model = keras.Sequential()
    model.add(keras.Input((10,)))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(8, activation="relu"))
    model.add(keras.layers.Dense(1))
    return model


def compiling() -> dict[str, Any]:
    return {"optimizer": keras.optimizers.Adam(0.003), "loss": "mse", "metrics": ["mae"]}


PROGRAM = Program(
    "diabetes", "progression of diabetes", "table", "Sequential", "numbers",
    raw, prepare, network, compiling, {"epochs": 25, "batch_size": 32, "validation_split": 0.2},
)  # fmt: skip
