"""A loss of distances for classes is found, and weighs as much as it harms."""

from __future__ import annotations

import pytest
from facts_by_hand import (
    class_numbers,
    healthy,
    healthy_data,
    healthy_model,
    numbers,
    one_hot,
    several_labels,
)

from handsonn.diagnosis.rules.hn011_distance_loss_for_classes import RULE
from handsonn.records import ArrayFacts, Facts, Finding

MSE, MAE = "mean_squared_error", "mean_absolute_error"


def compiled(units: int, activation: str, loss: str, y: ArrayFacts, **output: object) -> Facts:
    model = healthy_model(shape=(units,), activation=activation, loss=loss, **output)
    return healthy(model=model, data=healthy_data(y))


def found(facts: Facts) -> Finding:
    (finding,) = RULE.check(facts)
    return finding


def test_class_numbers_against_three_units_are_nonsense() -> None:
    finding = found(compiled(3, "softmax", MSE, class_numbers(3)))
    assert (finding.severity, finding.changes[0].settings["loss"]) == (
        "error",
        "sparse_categorical_crossentropy",
    )
    assert "HN016" in finding.explains


def test_one_linear_unit_with_accuracy_is_meant_for_classes() -> None:
    assert found(compiled(1, "linear", MSE, class_numbers(3))).severity == "error"
    assert not list(RULE.check(compiled(1, "linear", MSE, class_numbers(3), metrics=())))


def test_one_hot_rows_are_learnt_worse_but_learnt() -> None:
    assert found(compiled(3, "softmax", MSE, one_hot())).severity == "warning"
    assert found(compiled(3, "softmax", MAE, one_hot())).confidence == 0.8


def test_a_squared_error_of_zero_and_one_is_a_note_at_most() -> None:
    assert found(compiled(1, "sigmoid", MSE, class_numbers(2))).severity == "note"
    assert found(compiled(1, "sigmoid", MAE, class_numbers(2))).severity == "warning"
    assert found(compiled(3, "sigmoid", MSE, several_labels())).severity == "note"


@pytest.mark.parametrize(
    "facts",
    [
        healthy(),
        compiled(1, "linear", MSE, numbers(), metrics=()),
        compiled(1, "linear", MSE, class_numbers(2, first=5), metrics=()),  # two doses
        compiled(3, "softmax", MSE, class_numbers(3), own_loss=True),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
