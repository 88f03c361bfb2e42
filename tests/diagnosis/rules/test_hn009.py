"""Three classes on one unit are found; two classes on one unit, and three on three, are not."""

from __future__ import annotations

import pytest
from facts_by_hand import class_numbers, healthy, healthy_data, healthy_model, numbers

from handsonn.diagnosis.rules.hn009_classes_on_one_unit import RULE
from handsonn.records import ArrayFacts, Facts


def one_unit(y: ArrayFacts, activation: str = "sigmoid", loss: str = "binary_crossentropy") -> Facts:
    return healthy(model=healthy_model(shape=(1,), activation=activation, loss=loss), data=healthy_data(y))


@pytest.mark.parametrize(
    ("activation", "loss"),
    [("sigmoid", "binary_crossentropy"), ("sigmoid", "mean_squared_error"), ("linear", "hinge")],
)
def test_five_classes_need_five_units(activation: str, loss: str) -> None:
    (finding,) = RULE.check(one_unit(class_numbers(5), activation, loss))
    assert finding.changes[0].settings == {
        "units": 5, "activation": "softmax", "loss": "sparse_categorical_crossentropy",
    }  # fmt: skip
    assert finding.cause.startswith("The labels name 5 classes, from 0 to 4")


def test_classes_that_count_from_one_leave_the_first_unit_without_work() -> None:
    (finding,) = RULE.check(one_unit(class_numbers(3, first=1)))
    assert finding.changes[0].settings["units"] == 4
    assert finding.remedy.startswith("Give the last layer 4 units, one for each number from 0 to 3,")


def test_classes_with_gaps_are_classes_when_the_loss_says_so() -> None:
    grades = class_numbers(4, first=5)
    assert list(RULE.check(one_unit(grades)))
    assert not list(RULE.check(one_unit(grades, "linear", "mean_squared_error")))


@pytest.mark.parametrize(
    "facts",
    [
        one_unit(class_numbers(2)),
        one_unit(numbers(0.5, 0.1)),
        one_unit(class_numbers(5), "linear", "mean_squared_error"),
        one_unit(class_numbers(8), "exponential", "poisson"),  # counts
        healthy(),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
