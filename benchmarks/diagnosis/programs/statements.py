"""Passages of Python's manual: about statements or about classes, with an Embedding and a convolution."""

from __future__ import annotations

from typing import Any

import keras
from keras import layers

from benchmarks.diagnosis.training import Arrays, Program, split_rows
from benchmarks.diagnosis.words import passages

VOCABULARY = 400


def raw(seed: int) -> Arrays:
    x, y = passages(("specialnames", "compound"), length=20, vocabulary=VOCABULARY)
    return split_rows(x, y, seed)


def prepare(arrays: Arrays) -> Arrays:
    return arrays


def network() -> Any:
    words = layers.Input((20,), dtype="int32")
    x = layers.Embedding(input_dim=VOCABULARY, output_dim=16)(words)
    x = layers.Conv1D(16, 3, activation="relu")(x)
    x = layers.GlobalMaxPooling1D()(x)
    x = layers.Dense(16, activation="relu")(x)
    return keras.Model(words, layers.Dense(1, activation="sigmoid")(x))


def compiling() -> dict[str, Any]:
    return {
        "optimizer": keras.optimizers.Adam(learning_rate=0.003),
        "loss": "binary_crossentropy",
        "metrics": ["accuracy"],
    }


PROGRAM = Program(
    "statements", "statements or classes", "sequence", "Functional", "two classes",
    raw, prepare, network, compiling, {"epochs": 6, "batch_size": 32, "validation_split": 0.2},
    kept_aside=True,
)  # fmt: skip
