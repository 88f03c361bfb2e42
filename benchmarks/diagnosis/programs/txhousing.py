"""Houses in Texas: the median price of a city's month, from its sales."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from sklearn.preprocessing import StandardScaler

import handsonn as hn
from benchmarks.diagnosis.training import Arrays, Program, each_x, each_y, split_rows


class PriceModel(keras.Model):
    """Three dense layers."""

    def __init__(self) -> None:
        super().__init__()
        self.fc1 = keras.layers.Dense(64, activation="elu")
        self.fc2 = keras.layers.Dense(32, activation="elu")
        self.fc3 = keras.layers.Dense(1)

    def call(self, x: Any) -> Any:
        return self.fc3(self.fc2(self.fc1(x)))


def raw(seed: int) -> Arrays:
    data = hn.load("txhousing")
    complete = np.isfinite(data.x).all(axis=1)
    return split_rows(data.x[complete], data.y[complete], seed, most=3000, validation=0.2)


def prepare(arrays: Arrays) -> Arrays:
    mean, std = arrays.y.mean(), arrays.y.std()
    scaled = each_x(arrays, StandardScaler().fit(arrays.x).transform)
    return each_y(scaled, lambda y: (y - mean) / std)


def compiling() -> dict[str, Any]:
    return {"optimizer": keras.optimizers.Adam(learning_rate=0.002), "loss": "huber", "metrics": ["mse"]}


PROGRAM = Program(
    "txhousing", "prices of houses", "table", "subclass", "numbers",
    raw, prepare, PriceModel, compiling, {"epochs": 25, "batch_size": 64}, kept_aside=True,
)  # fmt: skip
