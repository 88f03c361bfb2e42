"""Small Keras programs on real data: for each fault a sick one and its healthy twin. None is trained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris

from handsonn.probes import data_facts, fit_facts, model_facts
from handsonn.records import Facts

SPARSE, CATEGORICAL, BINARY = (
    "sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Program:
    """What a learner's script gives to fit."""

    model: Any
    x: Any
    y: Any
    arguments: dict[str, Any] = field(default_factory=dict)

    def facts(self) -> Facts:
        """Read it through the probes."""
        data = {
            name: self.arguments[name]
            for name in ("validation_data", "validation_split")
            if name in self.arguments
        }
        return Facts(
            model_facts(self.model, self.x),
            data_facts(self.x, self.y, **data),
            fit_facts(self.x, self.arguments),
        )


@cache
def shuffled(load: Callable[..., Any]) -> tuple[Any, Any]:
    """Give x and y of a data set of scikit-learn in a fixed random order, as float32 and as they are."""
    x, y = load(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(x))
    return x[order].astype("float32"), y[order]


def standardised(x: Any) -> Any:
    return (x - x.mean(axis=0)) / (x.std(axis=0) + 1e-9)


def flowers() -> tuple[Any, Any]:
    x, y = shuffled(load_iris)
    return standardised(x), y


def tumours() -> tuple[Any, Any]:
    x, y = shuffled(load_breast_cancer)
    return standardised(x), y


def patients() -> tuple[Any, Any]:
    x, y = shuffled(load_diabetes)
    return standardised(x), standardised(y)


def digits() -> tuple[Any, Any]:
    x, y = shuffled(load_digits)
    return (x / 16).reshape(-1, 8, 8, 1), y


def one_hot(y: Any) -> Any:
    return keras.utils.to_categorical(y)


def compiled(model: Any, loss: Any, metrics: Any = ("accuracy",)) -> Any:
    model.compile(optimizer="adam", loss=loss, metrics=list(metrics))
    return model


def network(
    x: Any, units: int, activation: str | None, loss: Any, *, hidden: str | None = "relu", **more: Any
) -> Any:
    """Give Input, Dense(16), Dense(units), compiled."""
    sizes = more.pop("sizes", (16,))
    made = [layers.Dense(size, activation=hidden) for size in sizes]
    last = layers.Dense(units, activation=activation)
    return compiled(
        keras.Sequential([keras.Input(x.shape[1:]), *made, last, *more.pop("after", ())]), loss, **more
    )


def classifier(
    xy: tuple[Any, Any], loss: Any = SPARSE, activation: str | None = "softmax", **more: Any
) -> Program:
    """Give a network with a unit for each class."""
    x, y = xy
    units = more.pop("units", y.shape[1] if y.ndim > 1 else len(np.unique(y)))
    arguments = {"epochs": 20, "batch_size": 32} | more.pop("fit", {})
    return Program(network(x, units, activation, loss, **more), x, y, arguments)


def regressor(xy: tuple[Any, Any], activation: str | None = None, loss: str = "mse", **more: Any) -> Program:
    """Give a network with one unit for a number."""
    more.setdefault("metrics", ("mae",))
    return classifier(xy, loss, activation, units=1, **more)


def images(*tail: Any, loss: str = SPARSE) -> Program:
    x, y = digits()
    start = [keras.Input((8, 8, 1)), layers.Conv2D(8, 3, activation="relu")]
    return Program(compiled(keras.Sequential([*start, *tail]), loss), x, y, {"epochs": 10})


def sentences(rows: int, *, scaled: bool = False) -> Program:
    words = np.random.default_rng(0).integers(0, 200, (400, 12))
    y = (words[:, 0] > words[:, 1]).astype(int)
    made = [layers.Embedding(rows, 8), layers.GlobalAveragePooling1D(), layers.Dense(1, activation="sigmoid")]
    model = compiled(keras.Sequential([keras.Input((12,)), *made]), BINARY)
    return Program(model, words / 200 if scaled else words, y, {"epochs": 20})


def with_validation(xy: tuple[Any, Any], other: tuple[Any, Any]) -> Program:
    return classifier(xy, fit={"validation_data": other})


def few(xy: tuple[Any, Any], count: int) -> tuple[Any, Any]:
    return xy[0][:count], xy[1][:count]


def rare(xy: tuple[Any, Any], count: int) -> tuple[Any, Any]:
    """Keep this many samples of class 0."""
    x, y = xy
    keep = np.sort(np.concatenate([np.flatnonzero(y == 0)[:count], np.flatnonzero(y != 0)]))
    return x[keep], y[keep]


def with_answer(xy: tuple[Any, Any]) -> tuple[Any, Any]:
    return np.column_stack([xy[0], xy[1]]).astype("float32"), xy[1]


def with_gap(xy: tuple[Any, Any]) -> tuple[Any, Any]:
    x = xy[0].copy()
    x[3, 2] = np.nan
    return x, xy[1]


def by_label(xy: tuple[Any, Any]) -> tuple[Any, Any]:
    order = np.argsort(xy[1], kind="stable")
    return xy[0][order], xy[1][order]


def raw(load: Callable[..., Any]) -> tuple[Any, Any]:
    return shuffled(load)
