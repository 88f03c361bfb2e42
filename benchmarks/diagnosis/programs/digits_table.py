"""Handwritten digits as 64 numbers each, with BatchNormalization and Dropout."""

from __future__ import annotations

from typing import Any

import keras
from sklearn.datasets import load_digits

from benchmarks.diagnosis.training import Arrays, Program, each_x, split_rows


def raw(seed: int) -> Arrays:
    digits = load_digits()
    return split_rows(digits.data.astype("float32"), digits.target, seed, validation=0.15)


def prepare(arrays: Arrays) -> Arrays:
    return each_x(arrays, lambda x: x / 16.0)


def network() -> Any:
    return keras.Sequential([
        keras.Input(shape=(64,)),
        keras.layers.Dense(128),
        keras.layers.BatchNormalization(),
        keras.layers.Activation("relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])  # fmt: skip


def compiling() -> dict[str, Any]:
    return {"optimizer": "adam", "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}


PROGRAM = Program(
    "digits_table", "digits as rows of numbers", "table", "Sequential", "classes",
    raw, prepare, network, compiling, {"epochs": 25, "batch_size": 32},
)  # fmt: skip
