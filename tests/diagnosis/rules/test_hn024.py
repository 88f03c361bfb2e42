"""A batch of one or two samples is found where there are many; where the result is good it is a note."""

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


def test_it_is_a_note_where_the_result_is_good() -> None:
    (finding,) = RULE.check(trained(fit=healthy_fit(batch_size=1), ladder=healthy_ladder(network_score=0.97)))
    assert finding.severity == "note"
    assert finding.cause.endswith("so an epoch takes long, though the result is good.")


@pytest.mark.parametrize(
    "facts",
    [
        healthy(),
        healthy(fit=healthy_fit(batch_size=8)),
        healthy(fit=healthy_fit(batch_size=1, samples=4)),
        healthy(fit=healthy_fit(batch_size=1, called=False)),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
