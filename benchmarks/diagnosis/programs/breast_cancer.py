"""Breast cancer: malignant or benign from thirty measurements of cells."""

from __future__ import annotations

from typing import Any

import keras
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import StandardScaler

from benchmarks.diagnosis.training import Arrays, Program, each_x, split_rows


def raw(seed: int) -> Arrays:
    x, y = load_breast_cancer(return_X_y=True)
    return split_rows(x.astype("float32"), y, seed)


def prepare(arrays: Arrays) -> Arrays:
    return each_x(arrays, StandardScaler().fit(arrays.x).transform)


def network() -> Any:
    return keras.Sequential([
        keras.layers.Input((30,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])  # fmt: skip


def compiling() -> dict[str, Any]:
    return {
        "optimizer": keras.optimizers.SGD(learning_rate=0.01, momentum=0.9),
        "loss": "binary_crossentropy",
        "metrics": ["accuracy"],
    }


PROGRAM = Program(
    "breast_cancer", "malignant or benign cells", "table", "Sequential", "two classes",
    raw, prepare, network, compiling, {"epochs": 30, "batch_size": 32, "validation_split": 0.2},
)  # fmt: skip
