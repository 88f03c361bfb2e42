"""Facts written by hand, for tests of rules: a healthy training, of which a test changes what it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from handsonn.records import (
    ArrayFacts,
    DataFacts,
    Facts,
    FitFacts,
    LayerFacts,
    ModelFacts,
    OptimizerFacts,
    OutputFacts,
)

SAMPLES, FEATURES, CLASSES = 1000, 8, 3


def healthy_model(**output: Any) -> ModelFacts:
    """8 features, 16 ReLU units, 3 softmax units; the arguments change the output."""
    given = {
        "name": "dense_1", "layer": "dense_1", "shape": (CLASSES,), "activation": "softmax",
        "loss": "sparse_categorical_crossentropy", "metrics": ("accuracy",),
    } | output  # fmt: skip
    last = OutputFacts(**given)
    layers = (
        LayerFacts("dense", "Dense", 16, "relu", (FEATURES,), (16,), 144, settings={"use_bias": True}),
        LayerFacts("dense_1", "Dense", last.width, last.activation, (16,), last.shape, 17 * last.width,
                   settings={"use_bias": True}, inbound=("dense",)),
    )  # fmt: skip
    total = sum(layer.parameters for layer in layers)
    return ModelFacts(
        "Sequential", layers, ((FEATURES,),), (last,), OptimizerFacts("Adam", 1e-3), total, total
    )


def features(name: str = "x", *, mean: float = 0.0, deviation: float = 1.0, **given: Any) -> ArrayFacts:
    """Make facts of a (1000, 8) array of standardised features."""
    ones = np.ones(FEATURES)
    facts = ArrayFacts(
        name, (SAMPLES, FEATURES), "float32", minimum=mean - 3 * deviation, maximum=mean + 3 * deviation,
        mean=mean, deviation=deviation, feature_minimum=ones * (mean - 3 * deviation),
        feature_maximum=ones * (mean + 3 * deviation), feature_mean=ones * mean,
        feature_deviation=ones * deviation,
    )  # fmt: skip
    return replace(facts, **given)


def class_numbers(classes: int = CLASSES, first: int = 0, **given: Any) -> ArrayFacts:
    """Make facts of (1000,) class numbers, each as often."""
    values = tuple(float(first + i) for i in range(classes))
    counts = tuple(SAMPLES // classes for _ in values)
    facts = ArrayFacts(
        "y", (SAMPLES,), "int64", minimum=values[0], maximum=values[-1], mean=float(np.mean(values)),
        deviation=float(np.std(values)), whole=True, values=values, counts=counts, distinct=classes,
        two_valued=values == (0.0, 1.0), class_counts=counts,
    )  # fmt: skip
    return replace(facts, **given)


def numbers(mean: float = 0.0, deviation: float = 1.0, **given: Any) -> ArrayFacts:
    """Make facts of (1000,) targets that are real numbers."""
    facts = ArrayFacts(
        "y", (SAMPLES,), "float32", minimum=mean - 3 * deviation, maximum=mean + 3 * deviation, mean=mean,
        deviation=deviation, distinct=SAMPLES,
    )  # fmt: skip
    return replace(facts, **given)


def healthy_data(y: ArrayFacts | None = None, x: ArrayFacts | None = None) -> DataFacts:
    """1000 samples with labels of three classes."""
    return DataFacts((x or features(),), (y or class_numbers(),))


def healthy_fit(**given: Any) -> FitFacts:
    """20 epochs of batches of 32."""
    return replace(FitFacts(SAMPLES, 32, 20, 32), **given)


def healthy(**parts: Any) -> Facts:
    """Configuration, data and call of fit of a healthy training; the arguments change parts."""
    given: dict[str, Any] = {"model": healthy_model(), "data": healthy_data(), "fit": healthy_fit()} | parts
    return Facts(**given)
