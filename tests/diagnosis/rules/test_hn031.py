"""Sorted rows are found where their order matters; shuffled ones, or an explicit validation set, are not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from facts_by_hand import healthy, healthy_data, healthy_fit, numbers

from handsonn.diagnosis.rules.hn031_sorted_rows import RULE
from handsonn.records import Facts, OrderFacts

SORTED = OrderFacts(2, 667.0, 200, {"0": 0.42, "1": 0.42, "2": 0.16}, {"2": 1.0})
SHUFFLED = OrderFacts(660, 667.0, 200, {"0": 0.33, "1": 0.33, "2": 0.34}, {"0": 0.35, "1": 0.3, "2": 0.35})


def ordered(order: OrderFacts, validation: Any = "split", **fit: Any) -> Facts:
    return healthy(data=replace(healthy_data(), order=order, validation=validation), fit=healthy_fit(**fit))


def test_the_last_rows_are_of_one_class() -> None:
    (finding,) = RULE.check(ordered(SORTED))
    assert (finding.confidence, finding.changes[0].kind) == (0.85, "shuffle")
    assert finding.evidence[1] == "Class 2 makes up 100 % of the last 200 rows, and 16 % of the others."


def test_a_class_that_training_never_sees() -> None:
    (finding,) = RULE.check(ordered(replace(SORTED, first_shares={"0": 0.5, "1": 0.5})))
    assert finding.confidence == 0.95
    assert finding.evidence[1] == "Training never sees class 2."


def test_without_shuffling_each_batch_holds_one_class() -> None:
    (finding,) = RULE.check(ordered(SORTED, "none", shuffle=False))
    assert "each batch holds one class" in finding.cause


def numbered(last_mean: float, validation: Any = "split") -> Facts:
    last = numbers(last_mean, 0.2, shape=(200,))
    return healthy(data=replace(healthy_data(numbers()), validation=validation, validation_y=(last,)))


def test_rows_sorted_by_a_number() -> None:
    (finding,) = RULE.check(numbered(1.4))
    assert finding.evidence == ("The targets have a mean of 0, those of the last 200 rows 1.4.",)
    assert not list(RULE.check(numbered(0.3)))
    assert not list(RULE.check(numbered(1.4, "data")))


@pytest.mark.parametrize(
    "facts",
    [
        healthy(),
        ordered(SHUFFLED),
        ordered(SORTED, "data"),
        ordered(SORTED, "none"),
        ordered(SHUFFLED, "none", shuffle=False),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
