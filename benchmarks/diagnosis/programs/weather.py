"""Seattle's weather: tomorrow's highest temperature from fourteen days, with a GRU."""

from __future__ import annotations

from typing import Any

import keras

import handsonn as hn
from benchmarks.diagnosis.training import Arrays, Program, each_x, each_y, split_rows


def raw(seed: int) -> Arrays:
    data = hn.load("seattle_weather")
    return split_rows(data.x, data.y, seed, validation=0.2)


def prepare(arrays: Arrays) -> Arrays:
    mean, std = arrays.x.mean(axis=(0, 1)), arrays.x.std(axis=(0, 1))
    y_mean, y_std = arrays.y.mean(), arrays.y.std()
    return each_y(each_x(arrays, lambda x: (x - mean) / std), lambda y: (y - y_mean) / y_std)


def network() -> Any:
    return keras.Sequential([
        keras.layers.Input(shape=(14, 4)),
        keras.layers.GRU(24),
        keras.layers.Dense(12, activation="relu"),
        keras.layers.Dense(1),
    ])  # fmt: skip


def compiling() -> dict[str, Any]:
    return {"optimizer": keras.optimizers.Adam(0.003), "loss": "mse", "metrics": ["mae"]}


PROGRAM = Program(
    "weather", "tomorrow's temperature", "sequence", "Sequential", "numbers",
    raw, prepare, network, compiling, {"epochs": 15, "batch_size": 32}, kept_aside=True,
)  # fmt: skip
