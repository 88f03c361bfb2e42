"""Targets far from 0 and 1 are found; standardised and modest ones are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import class_numbers, healthy, healthy_data, healthy_model, numbers

from handsonn.diagnosis.rules.hn008_unscaled_targets import RULE
from handsonn.records import ArrayFacts, Facts, LayerFacts


def with_y(y: ArrayFacts, loss: str = "mean_squared_error", activation: str = "linear") -> Facts:
    model = healthy_model(shape=(1,), activation=activation, loss=loss, metrics=())
    return healthy(model=model, data=healthy_data(y))


@pytest.mark.parametrize(
    ("y", "confidence"),
    [
        (numbers(200_000.0, 115_000.0), 0.9),
        (numbers(152.0, 77.0), 0.8),
        (numbers(60.0, 5.0), 0.6),
        (numbers(0.0, 0.01), 0.5),
    ],
)
def test_the_further_from_one_the_surer(y: ArrayFacts, confidence: float) -> None:
    (finding,) = RULE.check(with_y(y))
    assert (finding.confidence, finding.changes[0].kind) == (confidence, "scale_targets")


def test_the_cause_names_the_moments() -> None:
    (finding,) = RULE.check(with_y(numbers(200_000.0, 115_000.0)))
    assert "a mean of 200,000 and a standard deviation of 115,000" in finding.cause


@pytest.mark.parametrize(
    "facts",
    [
        with_y(numbers(0.0, 1.0)),
        with_y(numbers(22.5, 9.2)),  # house prices in thousands
        with_y(numbers(0.5, 0.2)),
        with_y(numbers(200_000.0, 115_000.0), "mean_squared_logarithmic_error"),
        with_y(numbers(200.0, 100.0), "poisson", "exponential"),
        with_y(class_numbers(3), "sparse_categorical_crossentropy", "softmax"),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))


def test_a_network_that_ends_with_the_targets_size_is_healthy() -> None:
    facts = with_y(numbers(200_000.0, 115_000.0))
    assert facts.model is not None
    last = LayerFacts("rescaling", "Rescaling")
    rescaled = replace(facts, model=replace(facts.model, layers=(*facts.model.layers, last)))
    assert list(RULE.check(facts))
    assert not list(RULE.check(rescaled))
