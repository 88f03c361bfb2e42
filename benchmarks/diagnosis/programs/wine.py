"""Wine: three cultivars from thirteen chemical measurements, one-hot labels."""

from __future__ import annotations

from typing import Any

import keras
from sklearn.datasets import load_wine
from sklearn.preprocessing import StandardScaler

from benchmarks.diagnosis.training import Arrays, Program, each_x, each_y, split_rows


def raw(seed: int) -> Arrays:
    x, y = load_wine(return_X_y=True)
    arrays = split_rows(x.astype("float32"), y, seed, test=0.3, validation=0.2)
    return each_y(arrays, lambda labels: keras.utils.to_categorical(labels, 3))


def prepare(arrays: Arrays) -> Arrays:
    return each_x(arrays, StandardScaler().fit(arrays.x).transform)


def network() -> Any:
    inp = keras.Input((13,))
    h = keras.layers.Dense(24, activation="relu")(inp)
    h = keras.layers.Dense(12, activation="relu")(h)
    out = keras.layers.Dense(3, activation="softmax")(h)
    return keras.Model(inputs=inp, outputs=out)


def compiling() -> dict[str, Any]:
    return {
        "optimizer": keras.optimizers.RMSprop(learning_rate=0.003),
        "loss": "categorical_crossentropy",
        "metrics": ["accuracy"],
    }


PROGRAM = Program(
    "wine", "cultivars of wine", "table", "Functional", "classes",
    raw, prepare, network, compiling, {"epochs": 25, "batch_size": 16}, kept_aside=True,
)  # fmt: skip
