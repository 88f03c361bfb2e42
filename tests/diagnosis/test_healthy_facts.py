"""Healthy trainings of many kinds give no finding at all, not even a note."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from facts_by_hand import (
    class_numbers,
    dense,
    feature_columns,
    features,
    healthy,
    healthy_data,
    healthy_fit,
    healthy_model,
    images,
    model_of,
    numbers,
    one_hot,
    several_labels,
)

from handsonn.diagnosis import judge
from handsonn.records import ArrayFacts, Facts, LayerFacts

SPARSE, CATEGORICAL = "sparse_categorical_crossentropy", "categorical_crossentropy"
MSE, MAE, BINARY = "mean_squared_error", "mean_absolute_error", "binary_crossentropy"


def trained(units: int, activation: str, loss: str, y: ArrayFacts, metric: str = "", **more: Any) -> Facts:
    x = more.pop("x", None)
    metrics = (metric,) if metric else ()
    model = healthy_model(shape=(units,), activation=activation, loss=loss, metrics=metrics, **more)
    return healthy(model=model, data=healthy_data(y, x))


def a_regression(loss: str, y: ArrayFacts, activation: str = "linear") -> Facts:
    return trained(1, activation, loss, y, MAE)


def autoencoder(activation: str, loss: str, x: ArrayFacts) -> Facts:
    code, again = dense("code", 4, "relu", (8,)), dense("again", 8, activation, (4,))
    return healthy(
        model=model_of(code, again, loss=loss, metrics=()), data=healthy_data(replace(x, name="y"), x)
    )


def of_words() -> Facts:
    table = LayerFacts("words", "Embedding", 16, "", (8,), (8, 16), 16_000, settings={"input_dim": 1000})
    lstm = LayerFacts("lstm", "LSTM", 32, "tanh", (8, 16), (32,), 6272)
    model = model_of(table, lstm, dense("last", 1, "sigmoid", (32,)), loss=BINARY)
    x = features(minimum=0.0, maximum=999.0, whole=True, dtype="int64", mean=400.0, deviation=300.0)
    return healthy(model=model, data=healthy_data(class_numbers(2), x))


def of_pictures() -> Facts:
    conv = LayerFacts("conv", "Conv2D", 8, "relu", (28, 28, 1), (26, 26, 8), 80)
    flat = LayerFacts("flat", "Flatten", output_shape=(5408,))
    model = model_of(conv, flat, dense("last", 10, "softmax", (5408,)))
    return healthy(model=model, data=healthy_data(class_numbers(10), images(1.0, (28, 28, 1))))


def of_raw_pictures() -> Facts:
    first = LayerFacts("scale", "Rescaling", settings={"scale": 1 / 255})
    facts = of_pictures()
    assert facts.model is not None
    model = replace(facts.model, layers=(first, *facts.model.layers))
    return replace(facts, model=model, data=healthy_data(class_numbers(10), images(255.0, (28, 28, 1))))


def of_steps() -> Facts:
    """A label for each of ten steps."""
    lstm = LayerFacts("lstm", "LSTM", 8, "tanh", (10, 4), (10, 8), 416, settings={"return_sequences": True})
    model = model_of(lstm, dense("last", 5, "softmax", (10, 8)), inputs=(10, 4))
    y = class_numbers(5, shape=(1000, 10), values=(), counts=(), class_counts=())
    return healthy(model=model, data=healthy_data(y, features(shape=(1000, 10, 4))))


def of_two_outputs() -> Facts:
    both = healthy_model()
    price = replace(both.outputs[0], name="price", shape=(1,), activation="linear", loss=MSE, metrics=())
    data = replace(healthy_data(), y=(class_numbers(), numbers()))
    return healthy(model=replace(both, outputs=(*both.outputs, price)), data=data)


COUNTED = class_numbers(8, maximum=7.0, mean=2.0, deviation=1.5)
UNEVEN = class_numbers(2, counts=(700, 300), class_counts=(700, 300))
PIXELS = features(minimum=0.0, maximum=1.0, mean=0.3, deviation=0.3)

HEALTHY = {
    "classes, class numbers": healthy(),
    "classes, one-hot rows": trained(3, "softmax", CATEGORICAL, one_hot(), "accuracy"),
    "classes, raw outputs that the loss knows of": trained(
        3, "linear", SPARSE, class_numbers(), "accuracy", from_logits=True
    ),
    "classes from 1, one unit more": trained(4, "softmax", SPARSE, class_numbers(3, first=1), "accuracy"),
    "two classes, sigmoid": trained(1, "sigmoid", BINARY, class_numbers(2), "accuracy"),
    "two classes, a column": trained(1, "sigmoid", BINARY, class_numbers(2, shape=(1000, 1)), "accuracy"),
    "two classes, softmax": trained(2, "softmax", SPARSE, class_numbers(2), "accuracy"),
    "two classes, softmax and one-hot rows": trained(2, "softmax", CATEGORICAL, one_hot(2), "accuracy"),
    "two classes, 70 to 30": trained(1, "sigmoid", BINARY, UNEVEN, "accuracy"),
    "two classes, hinge": trained(1, "tanh", "hinge", class_numbers(2, values=(-1.0, 1.0), minimum=-1.0)),
    "several labels": trained(3, "sigmoid", BINARY, several_labels(), "binary_accuracy"),
    "numbers, standardised": a_regression(MSE, numbers()),
    "numbers, modest": a_regression(MSE, numbers(22.5, 9.2)),
    "numbers, mean absolute error": a_regression(MAE, numbers(5.0, 2.0)),
    "numbers, Huber": a_regression("huber", numbers(0.0, 1.0)),
    "numbers above 0, ReLU": a_regression(MSE, numbers(9.0, 2.9), "relu"),
    "numbers 0 to 1, sigmoid": a_regression(MSE, numbers(0.5, 0.15), "sigmoid"),
    "counts, Poisson": a_regression("poisson", COUNTED, "exponential"),
    "counts, mean squared error": a_regression(MSE, COUNTED),
    "an own loss": trained(1, "linear", "my_loss", class_numbers(2), own_loss=True),
    "an autoencoder of standardised features": autoencoder("linear", MSE, features()),
    "an autoencoder of pixels": autoencoder("sigmoid", BINARY, PIXELS),
    "images": of_pictures(),
    "images that the network scales": of_raw_pictures(),
    "words": of_words(),
    "a label for each step": of_steps(),
    "two outputs": of_two_outputs(),
    "iris": healthy(data=healthy_data(x=feature_columns([5.8, 3.0, 3.7, 1.2], [0.8, 0.4, 1.7, 0.7]))),
    "a linear model": healthy(model=model_of(dense("only", 3, "softmax", (8,)))),
    "a batch of 16": healthy(fit=healthy_fit(batch_size=16, steps=63)),
    "five epochs": healthy(fit=healthy_fit(epochs=5)),
    "x alone": healthy(data=replace(healthy_data(), y=())),
    "XOR": healthy(
        model=model_of(dense("hidden", 4, "tanh", (2,)), dense("last", 1, "sigmoid", (4,)), loss=BINARY),
        data=healthy_data(
            class_numbers(2, shape=(4,), counts=(2, 2), class_counts=(2, 2)),
            features(
                shape=(4, 2), two_valued=True, feature_mean=np.ones(2) / 2, feature_deviation=np.ones(2) / 2
            ),
        ),
        fit=healthy_fit(samples=4, batch_size=4, steps=1, epochs=1000),
    ),
}


@pytest.mark.parametrize("kind", HEALTHY)
def test_nothing_is_found(kind: str) -> None:
    facts = HEALTHY[kind]
    assert [finding.cause for finding in judge(facts).findings] == []
    assert judge(facts).passed


@pytest.mark.parametrize("kind", HEALTHY)
def test_its_configuration_alone_gives_nothing_either(kind: str) -> None:
    assert [finding.cause for finding in judge(Facts(model=HEALTHY[kind].model)).findings] == []
