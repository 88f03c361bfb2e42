"""Rows on both sides of the split and a feature that is the label are found; natural likeness is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import features, healthy, healthy_data, numbers

from handsonn.diagnosis.rules.hn029_leakage import RULE
from handsonn.records import ArrayFacts, Facts, RowFacts


def with_rows(rows: RowFacts, x: ArrayFacts | None = None, y: ArrayFacts | None = None) -> Facts:
    return healthy(data=replace(healthy_data(y, x), rows=rows))


@pytest.mark.parametrize(
    ("rows", "confidence"),
    [
        (RowFacts(shared=0.2, nearly_shared=0.2), 0.7),
        (RowFacts(shared=1.0, nearly_shared=1.0), 0.85),
        (RowFacts(shared=0.0, nearly_shared=0.4), 0.7),
    ],
)
def test_rows_on_both_sides(rows: RowFacts, confidence: float) -> None:
    (finding,) = RULE.check(with_rows(rows))
    assert (finding.confidence, finding.changes[0].kind) == (confidence, "drop_shared_rows")


COARSE = features(shape=(1000, 4), whole=True, minimum=0.0, maximum=3.0)
IRIS = RowFacts(
    shared=0.01, nearly_shared=0.02, telling_feature=2, telling_score=0.95, guess_score=0.3, all_score=0.96
)
LEAK = RowFacts(telling_feature=5, telling_score=1.0, guess_score=0.6, all_score=0.99, next_score=0.9)


def test_equal_rows_are_no_wonder_where_training_repeats_itself_as_often() -> None:
    assert list(RULE.check(with_rows(RowFacts(shared=0.6, repeated=0.6))))  # repeated before the split
    assert list(RULE.check(with_rows(RowFacts(shared=0.6, repeated=0.1), COARSE)))


def test_a_feature_that_is_the_label() -> None:
    (finding,) = RULE.check(with_rows(LEAK))
    assert finding.changes[0].settings == {"features": (5,)}
    assert finding.cause.startswith("Feature 5 alone gives the label away")


def test_classes_that_lie_far_apart_are_told_by_several_features() -> None:
    assert not list(RULE.check(with_rows(replace(LEAK, next_score=0.99))))
    assert not list(RULE.check(with_rows(replace(LEAK, next_score=None))))


def test_numbers_are_told_too() -> None:
    (finding,) = RULE.check(with_rows(replace(LEAK, guess_score=0.0), y=numbers()))
    assert "reaches R2 1.000" in finding.evidence[0]


@pytest.mark.parametrize(
    "facts",
    [
        healthy(),
        with_rows(IRIS),
        with_rows(RowFacts(shared=0.6, repeated=0.6), COARSE),
        with_rows(RowFacts(nearly_shared=0.9), features(deviation=0.001)),
        with_rows(replace(LEAK, guess_score=0.99)),
        with_rows(replace(LEAK, telling_score=0.997)),
        with_rows(LEAK, features(shape=(1000, 1)), numbers()),  # y of one x
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
