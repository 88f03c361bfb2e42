"""Small trainings on real data, sick and healthy, for the tests of diagnosing."""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

import numpy as np

from handsonn.experiments.diagnosing import Case, case_of


@cache
def two_classes() -> tuple[np.ndarray, np.ndarray]:
    """Standardised features and the labels 0 and 1 of 569 tumours."""
    from sklearn.datasets import load_breast_cancer

    data = load_breast_cancer()
    x = (data.data - data.data.mean(axis=0)) / data.data.std(axis=0)
    return x.astype("float32"), data.target.astype("int64")


@cache
def flowers() -> tuple[np.ndarray, np.ndarray]:
    """Standardised features and class numbers of 150 irises."""
    from sklearn.datasets import load_iris

    data = load_iris()
    x = (data.data - data.data.mean(axis=0)) / data.data.std(axis=0)
    return x.astype("float32"), data.target.astype("int64")


@cache
def progression() -> tuple[np.ndarray, np.ndarray]:
    """Features and a number for each of 442 patients."""
    from sklearn.datasets import load_diabetes

    data = load_diabetes()
    return (data.data / data.data.std(axis=0)).astype("float32"), data.target.astype("float32")


def network(inputs: int, units: int, activation: str, loss: Any, **compiled: Any) -> Any:
    """Compile 12 ReLU units and an output."""
    import keras

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of softmax over one unit, the fault that is planted
        model = keras.Sequential(
            [
                keras.Input((inputs,)),
                keras.layers.Dense(12, activation="relu", name="hidden"),
                keras.layers.Dense(units, activation=activation, name="answer"),
            ]
        )
    model.compile(**{"optimizer": "adam", "loss": loss, "metrics": ["accuracy"]} | compiled)
    return model


def tumours(activation: str = "sigmoid", **fit: Any) -> Case:
    """A case of two classes; activation="softmax" is the fault HN001."""
    x, y = two_classes()
    model = network(30, 1, activation, "binary_crossentropy")
    return case_of(model, x, y, **{"epochs": 6, "batch_size": 32} | fit)
