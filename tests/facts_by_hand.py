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
    RaisedFacts,
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


def one_hot(classes: int = CLASSES, **given: Any) -> ArrayFacts:
    """Make facts of (1000, classes) one-hot rows, each class as often."""
    facts = ArrayFacts(
        "y", (SAMPLES, classes), "float32", maximum=1.0, mean=1 / classes, deviation=0.4, whole=True,
        one_hot=True, two_valued=True, class_counts=(SAMPLES // classes,) * classes,
    )  # fmt: skip
    return replace(facts, **given)


def several_labels(columns: int = CLASSES) -> ArrayFacts:
    """Make facts of (1000, columns) rows of 0 and 1, of which any may be 1."""
    return one_hot(columns, one_hot=False, class_counts=())


def images(maximum: float = 1.0, sides: tuple[int, ...] = (28, 28)) -> ArrayFacts:
    """Make facts of 1000 grey images of pixels 0 to `maximum`."""
    ones = np.ones(sides[-1])
    return ArrayFacts(
        "x", (SAMPLES, *sides), "uint8" if maximum > 1 else "float32", maximum=maximum, mean=maximum * 0.3,
        deviation=maximum * 0.35, feature_minimum=0 * ones, feature_maximum=maximum * ones,
        feature_mean=0.3 * maximum * ones, feature_deviation=0.35 * maximum * ones, whole=maximum > 1,
    )  # fmt: skip


def feature_columns(means: list[float], deviations: list[float], **given: Any) -> ArrayFacts:
    """Make facts of a (1000, n) array with a mean and a deviation for each feature."""
    mean, deviation = np.array(means), np.array(deviations)
    low, high = mean - 3 * deviation, mean + 3 * deviation
    facts = ArrayFacts(
        "x", (SAMPLES, len(means)), "float32", minimum=float(low.min()), maximum=float(high.max()),
        mean=float(mean.mean()), deviation=float(deviation.mean()), feature_minimum=low, feature_maximum=high,
        feature_mean=mean, feature_deviation=deviation,
    )  # fmt: skip
    return replace(facts, **given)


def dense(name: str, units: int, activation: str, inputs: tuple[int, ...], **given: Any) -> LayerFacts:
    """Make facts of a Dense layer."""
    facts = LayerFacts(
        name, "Dense", units, activation, inputs, (*inputs[:-1], units), (inputs[-1] + 1) * units
    )
    return replace(facts, **given)


def model_of(*layers: LayerFacts, inputs: tuple[int, ...] = (FEATURES,), **output: Any) -> ModelFacts:
    """Make facts of a Sequential model of these layers; the last makes the output."""
    last = layers[-1]
    model = healthy_model(
        **({"layer": last.name, "shape": last.output_shape, "activation": last.activation} | output)
    )
    total = sum(layer.parameters for layer in layers)
    return replace(model, layers=layers, inputs=(inputs,), parameters=total, trainable_parameters=total)


def raising(message: str, kind: str = "ValueError", during: Any = "fit", **given: Any) -> RaisedFacts:
    """Make facts of an error."""
    return RaisedFacts(kind, message, during, **given)
