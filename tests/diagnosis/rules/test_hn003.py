"""Too few epochs: found where longer training helps, or where few updates end in the middle of the fall."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import healthy_fit
from run_by_hand import (
    START,
    curve,
    healthy_ladder,
    healthy_predictions,
    healthy_run,
    trained,
    trials,
    with_optimizer,
)

from handsonn.diagnosis.rules.hn003_too_few_steps import RULE
from handsonn.records import Facts

FEW = healthy_run(
    history={"loss": (1.1, 1.0, 0.9)}, predictions=healthy_predictions(score=0.5, held_out_score=0.5)
)


def test_it_is_found_where_longer_training_helps() -> None:
    facts = trained(run=FEW, ladder=healthy_ladder(network_score=0.5, longer_score=0.85))
    (finding,) = RULE.check(facts)
    assert (finding.confidence, finding.changes[0].kind) == (0.9, "epochs")
    assert finding.cause.startswith("The training ends after 3 epochs (96 updates")
    assert finding.evidence[0].endswith("goes from 0.50 to 0.85.")
    assert finding.changes[0].settings == {"epochs": 63}  # two thousand updates


def test_without_trials_a_falling_loss_after_few_updates_is_enough() -> None:
    steps = healthy_fit(steps=10)
    (finding,) = RULE.check(trained(run=FEW, ladder=None, fit=steps))
    assert finding.confidence == 0.7
    even = healthy_run(
        history={"loss": tuple(2.0 - 0.05 * at for at in range(20))},
        predictions=healthy_predictions(score=0.5, held_out_score=None),
    )
    (finding,) = RULE.check(trained(run=even, ladder=None, fit=steps))
    assert finding.evidence == ("25 % of the fall of the loss happened in the last third of the epochs.",)


def test_fifty_steps_at_the_same_rate_that_go_further_are_enough() -> None:
    once = healthy_run(
        history={"loss": (0.9,)},
        predictions=healthy_predictions(score=0.7, held_out_score=0.7, evaluated_loss=0.8),
    )
    for after, found in ((0.4, 1), (0.75, 0)):
        rates = trials(1.0, 0.9, after, 0.3, 1.0, float("nan"))
        told = healthy_ladder(network_score=0.7, longer_score=0.71, linear_score=0.72, rates=rates)
        assert len(list(RULE.check(trained(run=once, ladder=told, fit=healthy_fit(steps=20))))) == found
    told = replace(told, rates=trials(1.0, 0.9, 0.4, 0.3, 1.0, float("nan")))
    assert not list(RULE.check(trained(run=once, ladder=told, fit=healthy_fit(steps=60))))  # it made more


def test_after_very_few_updates_a_linear_model_counts_more_than_four_times_as_many() -> None:
    few, told = healthy_fit(steps=7), healthy_ladder(network_score=0.5, longer_score=0.52)
    (finding,) = RULE.check(trained(run=FEW, ladder=told, fit=few))
    assert finding.confidence == 0.7
    assert not list(RULE.check(trained(run=FEW, ladder=replace(told, linear_score=0.5), fit=few)))


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        trained(run=FEW, ladder=healthy_ladder(network_score=0.5, longer_score=0.52)),
        trained(run=healthy_run(history={"loss": curve(START, 0.3)}), ladder=None, fit=healthy_fit(steps=5)),
        trained(run=FEW, ladder=None, fit=healthy_fit(steps=1000)),
        trained(run=healthy_run(history={"loss": (float("nan"),)}, predictions=None), ladder=None),
        trained(run=healthy_run(predictions=healthy_predictions(held_out_score=0.97)), ladder=None,
                fit=healthy_fit(steps=1)),
    ],
)  # fmt: skip
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))


def test_a_rate_that_is_too_low_is_not_too_few_epochs() -> None:
    slow = healthy_run(history={"loss": curve(1.1, 1.08)}, predictions=None)
    ladder = healthy_ladder(
        network_score=0.4, longer_score=0.6, rates=trials(1.1, 1.1, 1.099, 1.0, 0.5, 0.4, own=1e-5)
    )
    assert not list(RULE.check(trained(model=with_optimizer(rate=1e-5), run=slow, ladder=ladder)))
