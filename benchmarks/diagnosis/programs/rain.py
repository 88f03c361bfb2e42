"""Seattle's weather: does it rain on a day, from the four days before and the day's own temperatures."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from sklearn.preprocessing import MinMaxScaler

import handsonn as hn
from benchmarks.diagnosis.training import Arrays, Program, each_x, split_rows


class RainNet(keras.Model):
    """Two hidden layers; the last unit gives logits."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden1 = keras.layers.Dense(24, activation="relu")
        self.hidden2 = keras.layers.Dense(12, activation="relu")
        self.rains = keras.layers.Dense(1)

    def call(self, x: Any) -> Any:
        x = self.hidden1(x)
        x = self.hidden2(x)
        return self.rains(x)


def raw(seed: int) -> Arrays:
    days = hn.load("seattle_weather").x
    today = days[:, -1]
    x = np.column_stack([days[:, -5:-1].reshape(len(days), -1), today[:, 1:]])
    return split_rows(x, (today[:, 0] > 0).astype("int64"), seed)


def prepare(arrays: Arrays) -> Arrays:
    return each_x(arrays, MinMaxScaler().fit(arrays.x).transform)


def compiling() -> dict[str, Any]:
    return {
        "optimizer": keras.optimizers.Adam(0.003),
        "loss": keras.losses.BinaryCrossentropy(from_logits=True),
        "metrics": [keras.metrics.BinaryAccuracy(threshold=0.0)],
    }


PROGRAM = Program(
    "rain", "does it rain today", "table", "subclass", "two classes",
    raw, prepare, RainNet, compiling, {"epochs": 40, "batch_size": 32, "validation_split": 0.2},
)  # fmt: skip
