"""Two circles, one inside the other: the smallest task that a line cannot solve."""

from __future__ import annotations

from typing import Any

import keras

import handsonn as hn
from benchmarks.diagnosis.training import Arrays, Program, split_rows


def raw(seed: int) -> Arrays:
    data = hn.load("circles")
    return split_rows(data.x, data.y, seed, validation=0.2)


def prepare(arrays: Arrays) -> Arrays:
    return arrays


def network() -> Any:
    return keras.Sequential([
        keras.Input((2,)),
        keras.layers.Dense(16, activation="tanh"),
        keras.layers.Dense(16, activation="tanh"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])  # fmt: skip


def compiling() -> dict[str, Any]:
    return {
        "optimizer": keras.optimizers.Adam(learning_rate=0.01),
        "loss": "binary_crossentropy",
        "metrics": ["accuracy"],
    }


PROGRAM = Program(
    "circles", "two circles", "table", "Sequential", "two classes",
    raw, prepare, network, compiling, {"epochs": 30, "batch_size": 16},
)  # fmt: skip
