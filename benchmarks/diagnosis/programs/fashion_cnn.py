"""Fashion-MNIST: ten kinds of clothes with a small convolutional network."""

from __future__ import annotations

from typing import Any

import keras
from keras.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D

import handsonn as hn
from benchmarks.diagnosis.training import Arrays, Program, each_x, split_rows


def raw(seed: int) -> Arrays:
    data = hn.load("fashion_mnist_small")
    arrays = split_rows(data.x, data.y, seed, most=1600, validation=0.15)
    return each_x(arrays, lambda x: x.reshape(-1, 28, 28, 1).astype("float32"))


def prepare(arrays: Arrays) -> Arrays:
    return each_x(arrays, lambda x: x / 255)


def network() -> Any:
    model = keras.Sequential()
    model.add(Input((28, 28, 1)))
    model.add(Conv2D(8, (3, 3), activation="relu"))
    model.add(MaxPooling2D((2, 2)))
    model.add(Conv2D(16, (3, 3), activation="relu"))
    model.add(MaxPooling2D((2, 2)))
    model.add(Flatten())
    model.add(Dense(32, activation="relu"))
    model.add(Dense(10, activation="softmax"))
    return model


def compiling() -> dict[str, Any]:
    return {
        "optimizer": keras.optimizers.Adam(0.003),
        "loss": keras.losses.SparseCategoricalCrossentropy(),
        "metrics": ["accuracy"],
    }


PROGRAM = Program(
    "fashion_cnn", "kinds of clothes, convolutions", "image", "Sequential", "classes",
    raw, prepare, network, compiling, {"epochs": 12, "batch_size": 32},
)  # fmt: skip
