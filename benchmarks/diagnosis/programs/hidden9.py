"""Nineteen features made by nine hidden factors: an autoencoder with a code of nine numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import keras
from sklearn.preprocessing import StandardScaler

import handsonn as hn
from benchmarks.diagnosis.training import Arrays, Program, each_x, split_rows


def raw(seed: int) -> Arrays:
    data = hn.load("hidden9")
    return to_itself(split_rows(data.x, data.y, seed, most=3000, validation=0.1))


def to_itself(arrays: Arrays) -> Arrays:
    held = None if arrays.validation is None else (arrays.validation[0], arrays.validation[0])
    return replace(arrays, y=arrays.x, test_y=arrays.test_x, validation=held)


def prepare(arrays: Arrays) -> Arrays:
    return to_itself(each_x(arrays, StandardScaler().fit(arrays.x).transform))


def network() -> Any:
    inputs = keras.Input(shape=(19,))
    hidden = keras.layers.Dense(32, activation="relu")(inputs)
    code = keras.layers.Dense(9, name="code")(hidden)
    hidden = keras.layers.Dense(32, activation="relu")(code)
    outputs = keras.layers.Dense(19, activation="linear")(hidden)
    return keras.Model(inputs, outputs, name="autoencoder")


def compiling() -> dict[str, Any]:
    return {"optimizer": "adam", "loss": "mse"}


PROGRAM = Program(
    "hidden9", "nineteen features through nine numbers", "table", "Functional", "the input itself",
    raw, prepare, network, compiling, {"epochs": 120, "batch_size": 32},
)  # fmt: skip
