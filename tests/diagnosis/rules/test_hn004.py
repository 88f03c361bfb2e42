"""A rate that is too low: fifty steps at a higher one do more than the whole training."""

from __future__ import annotations

from dataclasses import replace

import pytest
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

from handsonn.diagnosis.rules.hn004_rate_too_low import RULE
from handsonn.records import Facts, LayerRunFacts

STUCK = healthy_run(
    history={"loss": curve(START, 1.05)},
    predictions=healthy_predictions(score=0.4, held_out_score=0.4, evaluated_loss=1.05),
)
LOW = healthy_ladder(network_score=0.4, rates=trials(1.1, 1.1, 1.098, 1.05, 0.5, 0.48, own=1e-5))


def test_it_is_found_with_the_lowest_rate_that_does_about_as_well() -> None:
    (finding,) = RULE.check(trained(model=with_optimizer(rate=1e-5), run=STUCK, ladder=LOW))
    assert finding.changes[0].settings["learning_rate"] == pytest.approx(1e-3)
    assert finding.evidence[1] == "With the learning rate 0.001, 50 steps bring the loss from 1.1 to 0.5."
    assert finding.confidence == 0.9


def test_what_learns_in_training_and_fails_in_use_is_no_matter_of_the_rate() -> None:
    """As with averages of BatchNormalization that have not settled."""
    learns = replace(STUCK, history={"loss": curve(START, 0.3)})
    assert not list(RULE.check(trained(model=with_optimizer(rate=1e-5), run=learns, ladder=LOW)))


def test_a_little_is_enough_where_a_linear_model_shows_that_more_can_be_had() -> None:
    rates = trials(1.1, 1.1, 1.1, 1.05, 1.02, 1.02, own=1e-5)
    hardly = replace(
        STUCK, predictions=healthy_predictions(score=0.4, held_out_score=0.4, evaluated_loss=1.09)
    )
    hardly = replace(hardly, history={"loss": curve(START, 1.09)})
    for linear, found in ((0.86, 1), (0.41, 0)):
        ladder = replace(LOW, rates=rates, linear_score=linear)
        assert (
            len(list(RULE.check(trained(model=with_optimizer(rate=1e-5), run=hardly, ladder=ladder))))
            == found
        )


def test_after_few_updates_a_rate_must_be_far_behind() -> None:
    """Two epochs at Adam's usual rate look much the same as a rate that is too low."""
    few = replace(STUCK, history={"loss": (START, 1.05)})
    rates = trials(1.1, 1.09, 1.0, 0.5, 0.5, float("nan"))
    assert not list(RULE.check(trained(run=few, ladder=replace(LOW, rates=rates))))
    assert list(RULE.check(trained(run=STUCK, ladder=replace(LOW, rates=rates))))


def test_a_rate_so_low_that_even_the_highest_tried_is_slow_is_found() -> None:
    ladder = replace(LOW, rates=trials(1.1, 1.1, 1.1, 1.1, 1.09, 0.95, own=1e-6))
    (finding,) = RULE.check(trained(model=with_optimizer(rate=1e-6), run=STUCK, ladder=ladder))
    assert finding.changes[0].settings["learning_rate"] == pytest.approx(1e-3)


def test_without_trials_next_to_no_update_and_no_fall_are_enough() -> None:
    layers = (LayerRunFacts("dense", update=1e-7), LayerRunFacts("dense_1", update=2e-7))
    still = healthy_run(history={"loss": curve(1.1, 1.09)}, layers=layers, predictions=None)
    (finding,) = RULE.check(trained(model=with_optimizer(rate=1e-7), run=still, ladder=None))
    assert finding.changes[0].settings["learning_rate"] == 0.001
    moving = healthy_run(history={"loss": curve(1.1, 0.6)}, layers=layers, predictions=None)
    assert not list(RULE.check(trained(model=with_optimizer(rate=1e-7), run=moving, ladder=None)))


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        # Adam's usual rate: a higher one is faster in fifty steps, but the training went further than that.
        trained(ladder=healthy_ladder(rates=trials(1.1, 1.09, 1.08, 0.6, 0.5, float("nan")))),
        # Nothing learns at any rate: something else is wrong.
        trained(run=STUCK, ladder=healthy_ladder(network_score=0.4, rates=trials(*[1.1] * 6))),
        trained(run=STUCK, model=with_optimizer(rate=0.5), ladder=LOW),
    ],
)  # fmt: skip
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
