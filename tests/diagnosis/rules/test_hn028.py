"""A class that is nearly all there is, is found, unless fit makes up for it."""

from __future__ import annotations

import pytest
from facts_by_hand import class_numbers, healthy, healthy_data, healthy_fit, numbers, one_hot

from handsonn.diagnosis.rules.hn028_class_imbalance import RULE
from handsonn.records import ArrayFacts


def shares(*counts: int) -> ArrayFacts:
    return class_numbers(len(counts), counts=counts, class_counts=counts)


@pytest.mark.parametrize(
    ("y", "confidence"),
    [
        (shares(970, 30), 0.75),
        (shares(920, 80), 0.6),
        (shares(900, 50, 50), 0.6),
        (shares(700, 75, 75, 75, 75), 0.6),
        (one_hot(class_counts=(970, 20, 10)), 0.75),
    ],
)
def test_it_is_found_with_its_share(y: ArrayFacts, confidence: float) -> None:
    (finding,) = RULE.check(healthy(data=healthy_data(y)))
    assert (finding.confidence, finding.changes[0].settings) == (confidence, {"weights": "balanced"})


def test_the_cause_names_the_share() -> None:
    (finding,) = RULE.check(healthy(data=healthy_data(shares(970, 30))))
    assert finding.cause.startswith("97 % of the samples belong to one of the 2 classes")
    assert finding.evidence == ("The rarest class has 30 samples, the most frequent 970.",)


@pytest.mark.parametrize(
    "y", [shares(630, 370), shares(800, 200), shares(700, 200, 100), numbers(), one_hot()]
)
def test_healthy_twins(y: ArrayFacts) -> None:
    assert not list(RULE.check(healthy(data=healthy_data(y))))


def test_class_weight_is_its_remedy() -> None:
    assert not list(
        RULE.check(healthy(data=healthy_data(shares(970, 30)), fit=healthy_fit(class_weight=True)))
    )
    assert not list(
        RULE.check(healthy(data=healthy_data(shares(970, 30)), fit=healthy_fit(sample_weight=True)))
    )
