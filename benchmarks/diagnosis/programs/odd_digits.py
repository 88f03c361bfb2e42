"""Handwritten digits: odd or even, a convolutional network of the learner's own class."""

from __future__ import annotations

from typing import Any

import keras
from sklearn.datasets import load_digits

from benchmarks.diagnosis.training import Arrays, Program, each_x, split_rows


class OddNet(keras.Model):
    """A convolution, a pooling, a dense layer."""

    def __init__(self) -> None:
        super().__init__(name="odd_net")
        self.conv = keras.layers.Conv2D(24, 3, activation="relu", padding="same")
        self.pool = keras.layers.MaxPooling2D()
        self.flat = keras.layers.Flatten()
        self.fc = keras.layers.Dense(32, activation="relu")
        self.odd = keras.layers.Dense(1, activation="sigmoid")

    def call(self, x: Any) -> Any:
        x = self.pool(self.conv(x))
        return self.odd(self.fc(self.flat(x)))


def raw(seed: int) -> Arrays:
    digits = load_digits()
    x = digits.images.astype("float32").reshape(-1, 8, 8, 1)
    return split_rows(x, digits.target % 2, seed)


def prepare(arrays: Arrays) -> Arrays:
    return each_x(arrays, lambda x: x / 16.0)


def compiling() -> dict[str, Any]:
    return {"optimizer": "rmsprop", "loss": "binary_crossentropy", "metrics": ["accuracy"]}


PROGRAM = Program(
    "odd_digits", "odd or even digits", "image", "subclass", "two classes",
    raw, prepare, OddNet, compiling, {"epochs": 15, "batch_size": 32, "validation_split": 0.15},
    kept_aside=True,
)  # fmt: skip
