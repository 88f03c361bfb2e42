"""Fashion-MNIST with several labels to an image: worn above, worn on feet, long sleeves, has an opening."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

import handsonn as hn
from benchmarks.diagnosis.training import Arrays, Program, each_x, each_y, split_rows

ABOVE, FEET, LONG, CLOSED = (0, 2, 3, 4, 6), (5, 7, 9), (2, 4, 6), (5, 7, 8, 9)


def raw(seed: int) -> Arrays:
    data = hn.load("fashion_mnist_small")
    arrays = split_rows(data.x.astype("float32"), data.y, seed, most=2000)
    groups = (ABOVE, FEET, LONG, CLOSED)
    return each_y(arrays, lambda y: np.stack([np.isin(y, group) for group in groups], 1).astype("float32"))


def prepare(arrays: Arrays) -> Arrays:
    return each_x(arrays, lambda x: x / 255.0)


def network() -> Any:
    image = keras.Input((28, 28))
    x = keras.layers.Flatten()(image)
    x = keras.layers.Dense(64, activation="relu")(x)
    x = keras.layers.Dense(32, activation="relu")(x)
    return keras.Model(image, keras.layers.Dense(4, activation="sigmoid")(x))


def compiling() -> dict[str, Any]:
    return {
        "optimizer": keras.optimizers.RMSprop(0.001),
        "loss": "binary_crossentropy",
        "metrics": ["binary_accuracy"],
    }


PROGRAM = Program(
    "fashion_labels", "several labels to a piece of clothing", "image", "Functional", "several labels",
    raw, prepare, network, compiling, {"epochs": 10, "batch_size": 32, "validation_split": 0.1},
)  # fmt: skip
