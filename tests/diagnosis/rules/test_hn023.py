"""A training of one batch per epoch is found when it makes few updates; many epochs make up for it."""

from __future__ import annotations

import pytest
from facts_by_hand import healthy_fit

from handsonn.diagnosis.rules.hn023_one_batch_for_all import RULE
from handsonn.records import Facts, FitFacts


def test_twenty_updates_in_all() -> None:
    (finding,) = RULE.check(Facts(fit=healthy_fit(batch_size=1000, steps=1)))
    assert finding.cause.startswith("One batch holds all 1,000 samples")
    assert finding.changes[0].settings == {"batch_size": 32}


def test_the_rows_for_validation_do_not_count() -> None:
    assert list(RULE.check(Facts(fit=healthy_fit(batch_size=800, steps=1, validation_split=0.2))))


@pytest.mark.parametrize(
    "fit",
    [
        healthy_fit(),
        healthy_fit(batch_size=1000, steps=1, epochs=500),
        healthy_fit(samples=20, batch_size=32, steps=1),
        healthy_fit(batch_size=1000, steps=1, called=False),
        healthy_fit(batch_size=32, steps=1),  # steps_per_epoch=1
    ],
)
def test_healthy_twins(fit: FitFacts) -> None:
    assert not list(RULE.check(Facts(fit=fit)))
