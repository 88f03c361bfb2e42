"""Passages of Python's manual: which of four topics each comes from, with an Embedding of words."""

from __future__ import annotations

from typing import Any

import keras

from benchmarks.diagnosis.training import Arrays, Program, split_rows
from benchmarks.diagnosis.words import passages

MAX_WORDS = 500


def raw(seed: int) -> Arrays:
    x, y = passages(
        ("specialnames", "compound", "formatstrings", "debugger"), length=20, vocabulary=MAX_WORDS
    )
    return split_rows(x, y, seed, validation=0.2)


def prepare(arrays: Arrays) -> Arrays:
    return arrays


def network() -> Any:
    model = keras.Sequential()
    model.add(keras.Input((20,), dtype="int32"))
    model.add(keras.layers.Embedding(MAX_WORDS, 16))
    model.add(keras.layers.GlobalAveragePooling1D())
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(4, activation="softmax"))
    return model


def compiling() -> dict[str, Any]:
    return {
        "optimizer": keras.optimizers.Adam(learning_rate=0.005),
        "loss": "sparse_categorical_crossentropy",
        "metrics": ["accuracy"],
    }


PROGRAM = Program(
    "topics", "topics of a manual", "sequence", "Sequential", "classes",
    raw, prepare, network, compiling, {"epochs": 10, "batch_size": 32},
)  # fmt: skip
