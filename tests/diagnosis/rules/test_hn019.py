"""Dead units: nearly all of a layer, or half of one where the network is known to be poor."""

from __future__ import annotations

import pytest
from run_by_hand import healthy_ladder, healthy_predictions, healthy_run, trained

from handsonn.diagnosis.rules.hn019_dead_units import RULE
from handsonn.records import Facts, LayerRunFacts, RunFacts

POOR = healthy_ladder(network_score=0.4)


def silent(after: float, before: float = 0.0, name: str = "dense") -> RunFacts:
    predictions = healthy_predictions(score=0.4, held_out_score=0.4)
    return healthy_run(layers=(LayerRunFacts(name, before, after),), predictions=predictions)


@pytest.mark.parametrize(
    ("run", "confidence", "first"),
    [
        (silent(1.0), 0.9, "learning_rate"),
        (silent(0.95, 0.9), 0.9, "activation"),
        (silent(0.7), 0.6, "learning_rate"),
    ],
)  # fmt: skip
def test_it_is_found_and_the_remedy_depends_on_when_they_died(
    run: RunFacts, confidence: float, first: str
) -> None:
    (finding,) = RULE.check(trained(run=run, ladder=POOR))
    assert (finding.layer, finding.confidence, finding.changes[0].kind) == ("dense", confidence, first)


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        trained(run=silent(0.7)),  # the network is as good as a linear model
        trained(run=silent(1.0, name="dense_1"), ladder=POOR),  # the output has rules of its own
        trained(run=silent(1.0), ladder=healthy_ladder(network_score=0.99)),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
