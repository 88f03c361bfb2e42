"""A network that was never compiled is found by its facts or by the error."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import class_numbers, healthy, healthy_data, healthy_model, numbers, raising

from handsonn.diagnosis.rules.hn048_never_compiled import RULE
from handsonn.records import ArrayFacts, Facts


@pytest.mark.parametrize(
    ("y", "loss"),
    [
        (class_numbers(3), "sparse_categorical_crossentropy"),
        (class_numbers(2), "binary_crossentropy"),
        (numbers(), "mean_squared_error"),
    ],
)
def test_the_loss_is_the_one_that_the_labels_ask_for(y: ArrayFacts, loss: str) -> None:
    model = replace(healthy_model(loss=""), compiled=False, optimizer=None)
    (finding,) = RULE.check(healthy(model=model, data=healthy_data(y)))
    assert repr(loss) in finding.remedy


def test_the_words_of_the_error_are_enough() -> None:
    (finding,) = RULE.check(Facts(raised=raising("You must call `compile()` before using the model.")))
    assert "You must call" in finding.evidence[0]


def test_its_healthy_twin_is_not() -> None:
    assert not list(RULE.check(healthy()))
