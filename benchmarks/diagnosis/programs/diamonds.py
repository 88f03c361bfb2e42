"""Diamonds: the price from sizes, and from cut, colour and clarity as an Embedding each."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

import handsonn as hn
from benchmarks.diagnosis.training import Arrays, Program, each_x, each_y, split_rows

GRADES = (("cut", 5), ("color", 7), ("clarity", 8))


def raw(seed: int) -> Arrays:
    data = hn.load("diamonds")
    names = list(data.feature_names)
    sizes = data.x[:, [i for i, name in enumerate(names) if "=" not in name]]
    grades = [
        data.x[:, [i for i, name in enumerate(names) if name.startswith(f"{grade}=")]].argmax(axis=1)
        for grade, _ in GRADES
    ]
    table = np.column_stack([sizes, *grades]).astype("float32")
    arrays = split_rows(table, data.y, seed, most=3000, validation=0.2)
    return each_x(arrays, lambda x: [x[:, :6], x[:, 6:].astype("int32")])


def prepare(arrays: Arrays) -> Arrays:
    mean, std = arrays.x[0].mean(axis=0), arrays.x[0].std(axis=0)
    y_mean, y_std = arrays.y.mean(), arrays.y.std()
    scaled = each_x(arrays, lambda x: [(x[0] - mean) / std, x[1]])
    return each_y(scaled, lambda y: (y - y_mean) / y_std)


def network() -> Any:
    sizes = keras.Input((6,), name="sizes")
    grades = keras.Input((3,), dtype="int32", name="grades")
    codes = keras.layers.Embedding(8, 4)(grades)
    codes = keras.layers.Flatten()(codes)
    x = keras.layers.Concatenate()([sizes, codes])
    x = keras.layers.Dense(64, activation="relu")(x)
    x = keras.layers.Dense(32, activation="relu")(x)
    price = keras.layers.Dense(1)(x)
    return keras.Model([sizes, grades], price)


def compiling() -> dict[str, Any]:
    return {"optimizer": keras.optimizers.Adam(1e-3), "loss": "mean_squared_error", "metrics": ["mae"]}


PROGRAM = Program(
    "diamonds", "prices of diamonds", "table", "Functional", "numbers",
    raw, prepare, network, compiling, {"epochs": 25, "batch_size": 32},
)  # fmt: skip
