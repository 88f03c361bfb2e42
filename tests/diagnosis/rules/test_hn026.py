"""Penalties that outweigh the answers, on networks that are poor for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import healthy_model
from run_by_hand import healthy_ladder, healthy_predictions, healthy_run, trained

from handsonn.diagnosis.rules.hn026_over_regularised import RULE
from handsonn.records import Facts, ModelFacts, RunFacts

POOR = healthy_ladder(network_score=0.4)


def penalised(word: str) -> ModelFacts:
    model = healthy_model()
    first = replace(model.layers[0], settings={"kernel_regularizer": word})
    return replace(model, layers=(first, model.layers[1]))


def run(penalty: float) -> RunFacts:
    told = healthy_predictions(score=0.4, held_out_score=0.4, penalty=penalty, evaluated_loss=1.0 + penalty)
    return healthy_run(predictions=told)


@pytest.mark.parametrize(
    ("word", "penalty", "confidence"),
    [
        ("l2(0.1)", 0.5, 0.85),
        ("l1(0.05)", 3.0, 0.85),
        ("l2(0.02)", 3.0, 0.85),
        ("l1_l2(0.0, 2.0)", 0.1, 0.85),
    ],
)
def test_it_is_found_with_its_factor(word: str, penalty: float, confidence: float) -> None:
    (finding,) = RULE.check(trained(model=penalised(word), run=run(penalty), ladder=POOR))
    assert (finding.layer, finding.confidence) == ("dense", confidence)
    assert finding.changes[0].settings == {"factor": 0.01}
    assert finding.evidence[0].startswith("Its factor is ")


def test_an_enormous_one_is_found_before_any_training() -> None:
    (finding,) = RULE.check(Facts(model=penalised("l2(5.0)")))
    assert finding.confidence == 0.6


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        trained(model=penalised("l2(0.001)"), run=run(0.1), ladder=POOR),
        trained(model=penalised("l2(0.1)")),  # strong, and the network is good with it
        trained(model=penalised("l2(0.01)"), run=run(0.2)),
        trained(model=penalised("own_penalty"), run=run(0.1), ladder=POOR),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
