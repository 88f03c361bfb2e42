"""Metrics that mislead are found; the fitting ones are not."""

from __future__ import annotations

import pytest
from facts_by_hand import (
    class_numbers,
    features,
    healthy,
    healthy_data,
    healthy_model,
    numbers,
    one_hot,
    several_labels,
)

from handsonn.diagnosis.rules.hn040_misleading_metric import RULE
from handsonn.records import ArrayFacts, Facts, Finding


def measured(metric: str, y: ArrayFacts, **output: object) -> Facts:
    return healthy(model=healthy_model(metrics=(metric,), **output), data=healthy_data(y))


def found(facts: Facts) -> Finding:
    (finding,) = RULE.check(facts)
    return finding


REGRESSION = {"shape": (1,), "activation": "linear", "loss": "mean_squared_error"}
BINARY = {"shape": (1,), "activation": "sigmoid", "loss": "binary_crossentropy"}


def test_accuracy_of_numbers() -> None:
    finding = found(measured("accuracy", numbers(), **REGRESSION))
    assert (finding.severity, finding.changes[0].settings) == ("warning", {"metric": "mean_absolute_error"})
    assert "exact hits only" in finding.cause


def test_the_exact_match_of_probabilities() -> None:
    assert found(measured("Accuracy", class_numbers(2), **BINARY)).changes[0].settings == {
        "metric": "accuracy"
    }


def test_the_exact_match_of_several_labels() -> None:
    several = {"shape": (3,), "activation": "sigmoid", "loss": "binary_crossentropy"}
    assert list(RULE.check(measured("Accuracy", several_labels(), **several)))
    assert not list(RULE.check(measured("binary_accuracy", several_labels(), **several)))


def test_accuracy_of_an_autoencoder() -> None:
    rebuilt = {"shape": (8,), "activation": "linear", "loss": "mean_squared_error"}
    assert list(RULE.check(measured("accuracy", features("y"), **rebuilt)))


@pytest.mark.parametrize(
    ("metric", "y"),
    [
        ("binary_accuracy", one_hot()),
        ("categorical_accuracy", class_numbers()),
        ("sparse_categorical_accuracy", one_hot()),
    ],
)
def test_the_accuracy_of_another_form_of_labels(metric: str, y: ArrayFacts) -> None:
    assert "does not fit these labels" in found(measured(metric, y)).cause


def test_accuracy_of_raw_outputs_is_a_note() -> None:
    raw = BINARY | {"activation": "linear", "from_logits": True}
    assert found(measured("accuracy", class_numbers(2), **raw)).severity == "note"


@pytest.mark.parametrize(
    "facts",
    [
        healthy(),
        measured("accuracy", class_numbers(2), **BINARY),
        measured("binary_accuracy", class_numbers(2), **BINARY),
        measured("categorical_accuracy", one_hot()),
        measured("sparse_categorical_accuracy", class_numbers()),
        measured("mean_absolute_error", numbers(), **REGRESSION),
        measured("accuracy", class_numbers(8, values=tuple(range(3, 11))), **REGRESSION),  # grades
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
