"""Overfitting.

What: the loss of the training samples goes on falling while that of the validation samples rises.

Why: with enough parameters and epochs a network learns its training samples by heart, their accidents
included. What it learns last holds for no other sample.

Evidence: the epoch at which the smoothed validation loss was lowest, and how far it rose since; one odd epoch
does not count.

Remedy: EarlyStopping with restore_best_weights=True; Dropout; a small L2 penalty; more samples.

Learn more: the lab "Epochs".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

from handsonn.diagnosis.curves import curve, finite, smooth
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import number
from handsonn.records import Change, Facts, Finding

FEWEST_EPOCHS = 8
RISE = 0.15
HARMFUL_RISE, CLEAR_RISE = 0.3, 0.5
"""From where on it is a warning: if the score fell as well, and in any case. Below it is a note."""
NOISE = 3.0
STILL_FALLING = 0.7
WELL_BEFORE = 0.75
WORSE_THAN_LINEAR = 0.05
BY_HEART = 0.95


@dataclass(frozen=True)
class Turn:
    """Where the smoothed validation loss was lowest (epoch from 0), there and at the end; rise: its share."""

    best: int
    lowest: float
    last: float
    rise: float


def check(facts: Facts) -> Iterator[Finding]:
    """Find validation losses that turned, or samples learnt by heart where a linear model does better."""
    if facts.run is None or (facts.fit is not None and "EarlyStopping" in facts.fit.callbacks):
        return
    turn = turn_of(curve(facts, "loss"), curve(facts, "val_loss"))
    if turn is not None:
        found = RULE.found(
            f"The network overfits: from epoch {turn.best + 1} on the validation loss rises while the "
            "training loss falls.",
            evidence=[f"It was {number(turn.lowest)} at its best and {number(turn.last)} at the end."],
            remedy="Stop in time: EarlyStopping(patience=..., restore_best_weights=True) as a callback.",
            changes=_changes(len(curve(facts, "loss"))),
            confidence=0.8 if turn.rise > CLEAR_RISE else 0.6,
        )
        harm = turn.rise > CLEAR_RISE or (turn.rise > HARMFUL_RISE and _score_fell(facts))
        yield found if harm else replace(found, severity="note")
        return
    yield from _by_heart(facts)


def turn_of(losses: tuple[float, ...], validation: tuple[float, ...]) -> Turn | None:
    """Find where the validation loss turned for good; None where it did not."""
    if len(validation) < FEWEST_EPOCHS or len(losses) != len(validation):
        return None
    if not finite(losses) or not finite(validation):
        return None
    steady, training = smooth(validation, 5), smooth(losses)
    best = min(range(len(steady)), key=lambda at: steady[at])
    lowest, last = steady[best], steady[-1]
    noise = median(abs(one - two) for one, two in zip(validation, steady, strict=True))
    if lowest <= 0.0 or training[best] <= 0.0 or best > WELL_BEFORE * len(steady):
        return None
    rise = (last - lowest) / lowest
    falls_on = training[-1] < STILL_FALLING * training[best]
    if rise < RISE or last - lowest < NOISE * noise or not falls_on:
        return None
    return Turn(best, lowest, last, rise)


def _score_fell(facts: Facts) -> bool:
    """Whether the validation accuracy, where it was told, fell too."""
    scores = curve(facts, "val_accuracy")
    if not finite(scores):
        return False
    steady = smooth(scores, 5)
    return max(steady) - steady[-1] > 0.01  # noqa: PLR2004


def _by_heart(facts: Facts) -> Iterator[Finding]:
    """Without validation losses: training samples known by heart, and a linear model better on others."""
    told, ladder = facts.run.predictions if facts.run else None, facts.ladder
    if told is None or ladder is None or told.score is None or ladder.linear_score is None:
        return
    held = ladder.network_score
    if held is None or told.score < BY_HEART or ladder.linear_score - held < WORSE_THAN_LINEAR:
        return
    spread = ladder.seed_spread or 0.0
    if ladder.linear_score - held < 2.0 * spread:
        return
    scores = (
        f"{told.score:.2f} on training samples and {held:.2f} on held-out ones; a linear model reaches "
        f"{ladder.linear_score:.2f}"
    )
    yield RULE.found(
        "The network overfits: it knows its training samples by heart and does worse than a linear model on "
        "others.",
        evidence=[f"Its {ladder.score_name} is {scores}."],
        remedy="Stop in time with EarlyStopping, and add Dropout between the hidden layers.",
        changes=_changes(len(curve(facts, "loss"))),
        confidence=0.7,
    )


def _changes(epochs: int) -> list[Change]:
    patience = Change("early_stopping", {"patience": max(3, epochs // 10)})
    return [patience, Change("dropout", {"rate": 0.3})]


RULE = Rule(
    code="HN027",
    name="overfitting",
    title="Overfitting",
    passed="The validation loss did not turn upwards for good.",
    kind="run",
    severity="warning",
    needs=("run",),
    check=check,
    lab="epochs",
    symptoms=("validation much worse", "good in training, wrong in use"),
)
