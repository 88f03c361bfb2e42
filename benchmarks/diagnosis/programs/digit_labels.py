"""Handwritten digits with several labels each: odd, above four, has a closed loop, prime."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from sklearn.datasets import load_digits

from benchmarks.diagnosis.training import Arrays, Program, each_x, each_y, split_rows

LOOPS, PRIMES = (0, 6, 8, 9), (2, 3, 5, 7)


def labels(digit: np.ndarray) -> np.ndarray:
    columns = [digit % 2 == 1, digit > 4, np.isin(digit, LOOPS), np.isin(digit, PRIMES)]  # noqa: PLR2004
    return np.stack(columns, axis=1).astype("int32")


def raw(seed: int) -> Arrays:
    digits = load_digits()
    arrays = split_rows(digits.data.astype("float32"), digits.target, seed, validation=0.2)
    return each_y(arrays, labels)


def prepare(arrays: Arrays) -> Arrays:
    mean, std = arrays.x.mean(), arrays.x.std()
    return each_x(arrays, lambda x: (x - mean) / std)


def network() -> Any:
    return keras.Sequential([
        keras.Input((64,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(4, activation="sigmoid"),
    ])  # fmt: skip


def compiling() -> dict[str, Any]:
    return {
        "optimizer": keras.optimizers.Adam(),
        "loss": keras.losses.BinaryCrossentropy(),
        "metrics": [keras.metrics.BinaryAccuracy()],
    }


PROGRAM = Program(
    "digit_labels", "several labels to a digit", "table", "Sequential", "several labels",
    raw, prepare, network, compiling, {"epochs": 20, "batch_size": 32}, kept_aside=True,
)  # fmt: skip
