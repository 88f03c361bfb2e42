"""NaN and infinity are found in each array; a whole set is not."""

from __future__ import annotations

from dataclasses import replace

from facts_by_hand import features, healthy, healthy_data, numbers

from handsonn.diagnosis.rules.hn033_missing_numbers import RULE


def test_gaps_in_the_features_are_filled_and_those_in_the_labels_dropped() -> None:
    (x,) = RULE.check(healthy(data=healthy_data(x=features(nan=3))))
    assert [change.kind for change in x.changes] == ["fill_missing", "drop_missing"]
    assert x.cause == "x holds 3 values that are not finite; one of them makes the loss NaN."
    assert x.evidence == ("x has 3 NaNs.",)
    (y,) = RULE.check(healthy(data=healthy_data(numbers(infinite=1))))
    assert [change.kind for change in y.changes] == ["drop_missing"]
    assert y.evidence == ("y has 1 infinite value.",)


def test_an_explicit_validation_set_is_looked_at_too() -> None:
    data = replace(healthy_data(), validation="data", validation_x=(features("validation x", nan=2),))
    (finding,) = RULE.check(healthy(data=data))
    assert "the validation loss becomes NaN" in finding.cause
    assert not list(RULE.check(healthy(data=replace(data, validation="split"))))


def test_its_healthy_twin_is_not() -> None:
    assert not list(RULE.check(healthy()))
