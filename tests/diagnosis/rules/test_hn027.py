"""Overfitting: the validation loss turns for good while the training loss falls on."""

from __future__ import annotations

from typing import Any

import pytest
from facts_by_hand import healthy_fit
from run_by_hand import curve, healthy_ladder, healthy_predictions, healthy_run, trained

from handsonn.diagnosis.rules.hn027_overfitting import RULE
from handsonn.records import Facts

TURNING = (*curve(1.1, 0.5, 6), *(0.5 + 0.05 * at for at in range(1, 15)))


def history(validation: tuple[float, ...], last: float = 0.01, **more: Any) -> Facts:
    losses = curve(1.1, last, len(validation), quick=0.8)
    return trained(run=healthy_run(history={"loss": losses, "val_loss": validation, **more}))


def test_the_turn_is_found_with_its_epoch() -> None:
    (finding,) = RULE.check(history(TURNING))
    assert finding.cause.startswith("The network overfits: from epoch 5 on")
    assert (finding.severity, finding.confidence) == ("warning", 0.8)
    assert [change.kind for change in finding.changes] == ["early_stopping", "dropout"]


def test_a_moderate_rise_is_a_note_unless_the_accuracy_fell_too() -> None:
    moderate = (*curve(1.1, 0.5, 6), *(0.5 + 0.016 * at for at in range(1, 15)))
    (finding,) = RULE.check(history(moderate))
    assert finding.severity == "note"
    (finding,) = RULE.check(history(moderate, val_accuracy=tuple(0.9 - 0.005 * at for at in range(20))))
    assert finding.severity == "warning"


def test_a_small_rise_is_a_note_even_if_the_accuracy_fell() -> None:
    small = (*curve(1.1, 0.5, 6), *(0.5 + 0.008 * at for at in range(1, 15)))
    (finding,) = RULE.check(history(small, val_accuracy=tuple(0.9 - 0.005 * at for at in range(20))))
    assert finding.severity == "note"


def test_known_by_heart_and_worse_than_a_linear_model_is_found_without_validation() -> None:
    run = healthy_run(history={"loss": curve(1.1, 0.001)}, predictions=healthy_predictions(score=1.0))
    (finding,) = RULE.check(trained(run=run, ladder=healthy_ladder(network_score=0.7)))
    assert finding.evidence == (
        "Its accuracy is 1.00 on training samples and 0.70 on held-out ones; a linear model reaches 0.86.",
    )
    assert not list(RULE.check(trained(run=run)))  # as good as a linear model on others


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        history(curve(1.1, 0.4)),
        history((*curve(1.1, 0.5, 19), 5.0)),  # one odd epoch
        history(tuple(0.5 + 0.05 * (-1) ** at for at in range(20))),  # noise
        history(TURNING, last=1.0),  # the training loss does not fall either
        history((0.5, 0.6, 0.7)),
        trained(fit=healthy_fit(callbacks=("EarlyStopping",)), run=history(TURNING).run),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
