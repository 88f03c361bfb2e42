"""Handwritten digits as images of 8 x 8, a network of the learner's own class, one-hot labels."""

from __future__ import annotations

from typing import Any

import keras
from sklearn.datasets import load_digits

from benchmarks.diagnosis.training import Arrays, Program, each_x, each_y, split_rows


class DigitNet(keras.Model):
    """Two convolutions and two dense layers."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = keras.layers.Conv2D(16, 3, activation="relu")
        self.conv2 = keras.layers.Conv2D(16, 3, activation="relu")
        self.flatten = keras.layers.Flatten()
        self.dense = keras.layers.Dense(32, activation="relu")
        self.out = keras.layers.Dense(10, activation="softmax")

    def call(self, inputs: Any) -> Any:
        x = self.conv1(inputs)
        x = self.conv2(x)
        x = self.flatten(x)
        return self.out(self.dense(x))


def raw(seed: int) -> Arrays:
    digits = load_digits()
    arrays = split_rows(digits.images.astype("float32")[..., None], digits.target, seed, validation=0.2)
    return each_y(arrays, lambda y: keras.utils.to_categorical(y, 10))


def prepare(arrays: Arrays) -> Arrays:
    return each_x(arrays, lambda x: x / 16)


def compiling() -> dict[str, Any]:
    return {"optimizer": "adam", "loss": "categorical_crossentropy", "metrics": ["accuracy"]}


PROGRAM = Program(
    "digit_cnn", "digits as images", "image", "subclass", "classes",
    raw, prepare, DigitNet, compiling, {"epochs": 15, "batch_size": 32},
)  # fmt: skip
