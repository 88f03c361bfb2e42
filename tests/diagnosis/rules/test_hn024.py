"""A batch of one or two samples is found where there are many, unless the result is good."""

from __future__ import annotations

import pytest
from facts_by_hand import healthy, healthy_fit
from run_by_hand import healthy_ladder, trained

from handsonn.diagnosis.rules.hn024_tiny_batch import RULE
from handsonn.records import Facts


@pytest.mark.parametrize(("size", "words"), [(1, "1 sample,"), (2, "2 samples,")])
def test_it_is_found(size: int, words: str) -> None:
    (finding,) = RULE.check(healthy(fit=healthy_fit(batch_size=size, steps=1000 // size)))
    assert words in finding.cause
    assert finding.changes[0].settings == {"batch_size": 32}


@pytest.mark.parametrize(
    "facts",
    [
        healthy(),
        healthy(fit=healthy_fit(batch_size=8)),
        healthy(fit=healthy_fit(batch_size=1, samples=4)),
        healthy(fit=healthy_fit(batch_size=1, called=False)),
        trained(fit=healthy_fit(batch_size=1), ladder=healthy_ladder(network_score=0.97)),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
