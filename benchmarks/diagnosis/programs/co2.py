"""Carbon dioxide: next week's value from the last 52, with an LSTM."""

from __future__ import annotations

from typing import Any

import keras

import handsonn as hn
from benchmarks.diagnosis.training import Arrays, Program, each_x, each_y, split_rows


def raw(seed: int) -> Arrays:
    data = hn.load("co2")
    return split_rows(data.x, data.y, seed, most=1500)


def prepare(arrays: Arrays) -> Arrays:
    mean, std = arrays.x.mean(), arrays.x.std()
    return each_y(each_x(arrays, lambda x: (x - mean) / std), lambda y: (y - mean) / std)


def network() -> Any:
    model = keras.Sequential()
    model.add(keras.layers.Input((52, 1)))
    model.add(keras.layers.LSTM(16))
    model.add(keras.layers.Dense(1))
    return model


def compiling() -> dict[str, Any]:
    return {"optimizer": keras.optimizers.Adam(0.005), "loss": "mae"}


PROGRAM = Program(
    "co2", "carbon dioxide a week ahead", "sequence", "Sequential", "numbers",
    raw, prepare, network, compiling, {"epochs": 15, "batch_size": 32, "validation_split": 0.1},
)  # fmt: skip
