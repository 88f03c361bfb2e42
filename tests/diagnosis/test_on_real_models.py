"""Each fault of configuration or data in a real Keras program comes first; its healthy twin gives nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
from faulty_programs import (
    BINARY,
    CATEGORICAL,
    Program,
    by_label,
    classifier,
    digits,
    few,
    flowers,
    images,
    one_hot,
    patients,
    rare,
    raw,
    regressor,
    sentences,
    tumours,
    with_answer,
    with_gap,
    with_validation,
)
from keras import layers
from sklearn.datasets import load_breast_cancer, load_diabetes

from handsonn.diagnosis import judge

Made = Callable[[], Program]


def flowers_one_hot() -> tuple[Any, Any]:
    x, y = flowers()
    return x, one_hot(y)


def rows() -> tuple[Any, Any]:
    x, y = digits()
    return x.reshape(-1, 64), y


def two_tumours(loss: Any = BINARY, activation: str | None = "sigmoid", **more: Any) -> Program:
    return classifier(tumours(), loss, activation, units=1, **more)


def labelled(xy: tuple[Any, Any], change: Callable[[Any], Any]) -> tuple[Any, Any]:
    return xy[0], change(xy[1])


def pixels(xy: tuple[Any, Any], factor: float) -> tuple[Any, Any]:
    return (xy[0] * factor).astype("uint8" if factor > 1 else "float32"), xy[1]


def validated_by(factor: float) -> Program:
    x, y = digits()
    model = images(layers.Flatten(), layers.Dense(10, activation="softmax")).model
    return Program(
        model, x[:1400], y[:1400], {"validation_data": (x[1400:] * factor, y[1400:]), "epochs": 10}
    )


def split_off(xy: tuple[Any, Any], rows: int, *, shared: bool = False) -> Program:
    x, y = xy
    other = (x[:rows], y[:rows]) if shared else (x[-rows:], y[-rows:])
    return with_validation((x[:-rows], y[:-rows]), other)


def learnt(xy: tuple[Any, Any], *sizes: int) -> Program:
    return classifier(xy, sizes=sizes)


SICK: dict[str, tuple[str, Made, Made]] = {
    "softmax on one unit": ("HN001", lambda: two_tumours(activation="softmax"), two_tumours),
    "sigmoid for numbers": (
        "HN002", lambda: regressor(patients(), "sigmoid"), lambda: regressor(patients()),
    ),
    "tanh for raw numbers": (
        "HN002",
        lambda: regressor(labelled(patients(), lambda y: 77 * y + 152), "tanh"),
        lambda: regressor(patients()),
    ),
    "sigmoid with the categorical loss": (
        "HN006",
        lambda: classifier(flowers_one_hot(), CATEGORICAL, "sigmoid"),
        lambda: classifier(flowers_one_hot(), CATEGORICAL),
    ),
    "sigmoid with the sparse loss": (
        "HN006", lambda: classifier(flowers(), activation="sigmoid"), lambda: classifier(flowers()),
    ),
    "raw features": (
        "HN007",
        lambda: classifier(raw(load_breast_cancer), BINARY, "sigmoid", units=1),
        two_tumours,
    ),
    "raw pixels": (
        "HN007",
        lambda: Program(images(layers.Flatten(), layers.Dense(10, activation="softmax")).model,
                        *pixels(digits(), 255), {"epochs": 9}),
        lambda: images(layers.Flatten(), layers.Dense(10, activation="softmax")),
    ),
    "raw targets": (
        "HN008",
        lambda: regressor(labelled(raw(load_diabetes), lambda y: 1000 * y)),
        lambda: regressor(patients()),
    ),
    "three classes on one sigmoid": (
        "HN009", lambda: classifier(flowers(), BINARY, "sigmoid", units=1), two_tumours,
    ),
    "ReLU at the end": (
        "HN010", lambda: classifier(flowers(), activation="relu"), lambda: classifier(flowers()),
    ),
    "mean squared error of class numbers": (
        "HN011", lambda: classifier(flowers(), "mse"), lambda: classifier(flowers()),
    ),
    "mean squared error of one-hot rows": (
        "HN011",
        lambda: classifier(flowers_one_hot(), keras.losses.MeanSquaredError()),
        lambda: classifier(flowers_one_hot(), keras.losses.CategoricalCrossentropy()),
    ),
    "forty images for a large network": (
        "HN012", lambda: learnt(few(rows(), 40), 512, 512), lambda: learnt(rows(), 32),
    ),
    "no hidden activation": (
        "HN014",
        lambda: classifier(flowers(), hidden=None, sizes=(16, 8)),
        lambda: classifier(flowers(), sizes=(16, 8)),
    ),
    "categorical loss of one unit": (
        "HN015", lambda: two_tumours(CATEGORICAL), two_tumours,
    ),
    "class numbers for the categorical loss": (
        "HN016", lambda: classifier(flowers(), CATEGORICAL), lambda: classifier(flowers()),
    ),
    "one-hot rows for the sparse loss": (
        "HN016", lambda: classifier(flowers_one_hot()), lambda: classifier(flowers_one_hot(), CATEGORICAL),
    ),
    "five units for three columns": (
        "HN016",
        lambda: classifier(flowers_one_hot(), CATEGORICAL, units=5),
        lambda: classifier(flowers_one_hot(), CATEGORICAL),
    ),
    "no activation at the end": (
        "HN017",
        lambda: classifier(flowers(), activation=None),
        lambda: classifier(flowers(), keras.losses.SparseCategoricalCrossentropy(from_logits=True), None),
    ),
    "ReLU for negative numbers": (
        "HN018",
        lambda: regressor(patients(), "relu"),
        lambda: regressor(labelled(patients(), np.abs), "relu"),
    ),
    "binary loss of one-hot rows": (
        "HN021",
        lambda: classifier(flowers_one_hot(), BINARY),
        lambda: classifier(flowers_one_hot(), CATEGORICAL),
    ),
    "classes from one": (
        "HN022", lambda: classifier(labelled(flowers(), lambda y: y + 1)), lambda: classifier(flowers()),
    ),
    "labels of minus one and one": (
        "HN022",
        lambda: classifier(labelled(tumours(), lambda y: 2 * y - 1), BINARY, "sigmoid", units=1),
        two_tumours,
    ),
    "one batch for all": (
        "HN023",
        lambda: two_tumours(fit={"batch_size": 569}),
        lambda: two_tumours(fit={"batch_size": 64}),
    ),
    "a rare class": (
        "HN028",
        lambda: classifier(rare(tumours(), 12), BINARY, "sigmoid", units=1),
        lambda: classifier(
            rare(tumours(), 12), BINARY, "sigmoid", units=1, fit={"class_weight": {0: 15.0, 1: 0.5}}
        ),
    ),
    "validation rows from training": (
        "HN029", lambda: split_off(flowers(), 30, shared=True), lambda: split_off(flowers(), 30),
    ),
    "a feature that is the label": (
        "HN029",
        lambda: classifier(with_answer(tumours()), BINARY, "sigmoid", units=1),
        two_tumours,
    ),
    "sorted rows": (
        "HN031",
        lambda: classifier(by_label(flowers()), fit={"validation_split": 0.2}),
        lambda: classifier(flowers(), fit={"validation_split": 0.2}),
    ),
    "validation of another scale": (
        "HN032", lambda: validated_by(16.0), lambda: validated_by(1.0),
    ),
    "a gap": ("HN033", lambda: classifier(with_gap(flowers())), lambda: classifier(flowers())),
    "no Flatten": (
        "HN036",
        lambda: images(layers.Dense(10, activation="softmax")),
        lambda: images(layers.GlobalAveragePooling2D(), layers.Dense(10, activation="softmax")),
    ),
    "softmax twice": (
        "HN036",
        lambda: classifier(flowers(), after=(layers.Softmax(),)),
        lambda: classifier(flowers(), activation=None, after=(layers.Softmax(),)),
    ),
    "from_logits after softmax": (
        "HN036",
        lambda: classifier(flowers(), keras.losses.SparseCategoricalCrossentropy(from_logits=True)),
        lambda: classifier(flowers(), keras.losses.SparseCategoricalCrossentropy()),
    ),
    "words beyond the table": ("HN039", lambda: sentences(100), lambda: sentences(200)),
    "scaled words": ("HN039", lambda: sentences(200, scaled=True), lambda: sentences(200)),
    "accuracy of numbers": (
        "HN040", lambda: regressor(patients(), metrics=("accuracy",)), lambda: regressor(patients()),
    ),
    "the exact match": (
        "HN040", lambda: two_tumours(metrics=(keras.metrics.Accuracy(),)), two_tumours,
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", SICK)
def test_the_cause_comes_first_and_the_twin_is_silent(fault: str) -> None:
    code, sick, healthy = SICK[fault]
    assert [finding.code for finding in judge(sick().facts()).findings][:1] == [code]
    assert [finding.cause for finding in judge(healthy().facts()).findings] == []
