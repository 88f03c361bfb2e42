"""A rate that is too high: the loss jumps or becomes NaN, and a lower rate learns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from facts_by_hand import features, healthy_data
from run_by_hand import (
    curve,
    healthy_ladder,
    healthy_predictions,
    healthy_run,
    trained,
    trials,
    with_optimizer,
)

from handsonn.diagnosis.rules.hn005_rate_too_high import RULE
from handsonn.records import Facts, LayerRunFacts

NAN = float("nan")
HIGH = healthy_ladder(network_score=0.34, rates=trials(0.8, 0.45, 1.6, NAN, NAN, NAN, own=1.0))
BLOWN = healthy_run(history={"loss": (NAN, NAN)})
JUMPS = healthy_run(
    history={"loss": (1.5, 2.0, 1.4, 1.9, 1.6)},
    predictions=healthy_predictions(score=0.34, held_out_score=0.34, evaluated_loss=1.6),
)


def test_a_loss_that_jumps_is_found() -> None:
    (finding,) = RULE.check(trained(model=with_optimizer(rate=1.0), run=JUMPS, ladder=HIGH))
    assert finding.changes[0].settings == {"learning_rate": 0.1, "clipnorm": 0.0}
    assert finding.confidence == 0.9
    assert finding.evidence[-1] == "The loss went from 1.5 in the first epoch to 1.6 in the last."


def test_what_counts_is_the_lowest_loss_that_a_lower_rate_reached() -> None:
    """The advised rate, the lowest that does about as well, ended a little above the whole training."""
    slowly = healthy_run(
        history={"loss": (1.5, 0.9, 0.7, 0.5, 0.36)},
        predictions=healthy_predictions(score=0.8, held_out_score=0.8, evaluated_loss=0.36),
    )
    for deepest, found in ((0.30, 1), (0.35, 0)):
        rates = trials(0.35, deepest, 1.6, NAN, NAN, NAN, own=1.0)
        facts = trained(model=with_optimizer(rate=1.0), run=slowly, ladder=replace(HIGH, rates=rates))
        assert len(list(RULE.check(facts))) == found


def test_a_training_loss_that_climbs_again_is_found_though_fifty_steps_went_well() -> None:
    rates = trials(0.8, 0.40, 0.55, NAN, NAN, NAN, own=1.0)
    for losses, found in (
        ((0.5, 0.4, 0.4, 0.6, 0.9, 0.9, 0.9), 1),
        ((0.9, 0.7, 0.6, 0.55, 0.5, 0.5, 0.5), 0),
    ):
        run = healthy_run(
            history={"loss": losses},
            predictions=healthy_predictions(score=0.6, held_out_score=0.6, evaluated_loss=losses[-1]),
        )
        facts = trained(model=with_optimizer(rate=1.0), run=run, ladder=replace(HIGH, rates=rates))
        assert len(list(RULE.check(facts))) == found


def test_a_training_loss_that_climbs_is_enough_below_a_linear_model() -> None:
    """Where it stood at the last update is luck: here below what fifty steps of a lower rate reached."""
    climbs = healthy_run(
        history={"loss": (0.5, 0.3, 0.3, 0.4, 0.6, 0.6, 0.6)},
        predictions=healthy_predictions(score=0.8, held_out_score=0.8, evaluated_loss=0.3),
    )
    rates = trials(0.8, 0.40, 0.55, NAN, NAN, NAN, own=1.0)
    for network, found in ((0.7, 1), (0.85, 0)):
        ladder = replace(HIGH, rates=rates, network_score=network, linear_score=0.86)
        assert (
            len(list(RULE.check(trained(model=with_optimizer(rate=1.0), run=climbs, ladder=ladder)))) == found
        )


def test_a_network_that_guesses_and_gets_nowhere_is_found_where_a_lower_rate_gets_on_a_little() -> None:
    stuck = healthy_run(
        history={"loss": (1.6, 1.1, 1.1, 1.1, 1.1)},
        predictions=healthy_predictions(constant=True, score=0.34, held_out_score=0.34, evaluated_loss=1.1),
    )
    for own, found in ((1.2, 1), (1.05, 0)):
        rates = trials(0.95, 0.94, own, NAN, NAN, NAN, own=1.0)
        facts = trained(model=with_optimizer(rate=1.0), run=stuck, ladder=replace(HIGH, rates=rates))
        assert len(list(RULE.check(facts))) == found


def test_a_loss_that_becomes_nan_is_found_with_its_epoch() -> None:
    blown = healthy_run(history={"loss": (1.5, 90.0, NAN, NAN)}, predictions=None)
    ladder = replace(HIGH, rates=trials(0.8, 0.45, NAN, NAN, NAN, NAN, own=1.0))
    (finding,) = RULE.check(trained(model=with_optimizer(rate=1.0), run=blown, ladder=ladder))
    assert "becomes NaN" in finding.cause
    assert finding.evidence[-1] == "The loss of epoch 3 is no number any more."
    assert finding.confidence == 0.95


def test_without_trials_huge_updates_and_a_rising_loss_are_enough() -> None:
    layers = (LayerRunFacts("dense", update=2.0),)
    rising = healthy_run(history={"loss": curve(2.0, 5.0)}, layers=layers, predictions=None)
    (finding,) = RULE.check(trained(model=with_optimizer(rate=10.0), run=rising, ladder=None))
    assert finding.changes[0].settings["learning_rate"] == pytest.approx(0.1)
    calm = healthy_run(history={"loss": curve(2.0, 5.0)}, predictions=None)
    assert not list(RULE.check(trained(run=calm, ladder=None)))


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        # The lower rate is ahead after fifty steps, but the training got there in the end.
        trained(ladder=healthy_ladder(rates=trials(0.9, 0.45, 1.0, NAN, NAN, NAN))),
        # It blows up at every rate: the rate is not what is wrong.
        trained(run=BLOWN, ladder=healthy_ladder(rates=trials(*[NAN] * 6))),
        # The data hold NaN: no rate would help.
        trained(model=with_optimizer(rate=1.0), ladder=HIGH, run=JUMPS,
                data=healthy_data(x=features(nan=3, feature_mean=np.zeros(8)))),
    ],
)  # fmt: skip
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
