"""Handwritten digits through a code of twelve numbers and back."""

from __future__ import annotations

from typing import Any

import keras
from sklearn.datasets import load_digits

from benchmarks.diagnosis.programs.hidden9 import to_itself
from benchmarks.diagnosis.training import Arrays, Program, each_x, split_rows


def raw(seed: int) -> Arrays:
    digits = load_digits()
    return to_itself(split_rows(digits.data.astype("float32"), digits.target, seed, validation=0.1))


def prepare(arrays: Arrays) -> Arrays:
    return to_itself(each_x(arrays, lambda x: x / 16.0))


def network() -> Any:
    autoencoder = keras.Sequential(name="autoencoder")
    autoencoder.add(keras.layers.Input((64,)))
    autoencoder.add(keras.layers.Dense(48, activation="relu"))
    autoencoder.add(keras.layers.Dense(12, activation="linear", name="code"))
    autoencoder.add(keras.layers.Dense(48, activation="relu"))
    autoencoder.add(keras.layers.Dense(64, activation="sigmoid"))
    return autoencoder


def compiling() -> dict[str, Any]:
    return {"optimizer": keras.optimizers.Adam(0.003), "loss": "mse"}


PROGRAM = Program(
    "digits_autoencoder", "digits through twelve numbers", "table", "Sequential", "the input itself",
    raw, prepare, network, compiling, {"epochs": 30, "batch_size": 32, "shuffle": True}, kept_aside=True,
)  # fmt: skip
