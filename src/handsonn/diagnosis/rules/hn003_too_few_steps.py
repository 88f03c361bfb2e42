"""Too few epochs.

What: the training ends while the loss is still falling.

Why: each step moves the weights a little. A training of a hundred steps has moved them a hundred times, and
what it would reach with more cannot be seen yet.

Evidence: longer training of the same network, where it was tried; otherwise the share of the loss' fall that
happened in the last 30 % of the epochs, and the number of updates.

Remedy: more epochs, with EarlyStopping so that the training ends when the validation loss no longer falls.

Learn more: the lab "Epochs".
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from handsonn.diagnosis.curves import curve, end_loss, fall, has_blown_up, late_share, updates
from handsonn.diagnosis.rate_sweep import is_too_slow, sweep_of
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.standing import is_below_linear, is_good, margin
from handsonn.diagnosis.words import counted, share
from handsonn.records import Change, Facts, Finding

FEW_UPDATES = 300
VERY_FEW_UPDATES = 50
"""So few that four times as many may not help either, where a linear model shows that more can be had."""
ENOUGH_FOR_A_RATE = 200
FIFTY = 0.85
LATE = 0.12
FALLEN = 0.05
MOST_EPOCHS = 500
WANTED_UPDATES = 2_000


def check(facts: Facts) -> Iterator[Finding]:
    """Find trainings that longer training helps, or that few updates leave in the middle of the fall."""
    if facts.run is None or facts.fit is None or is_good(facts) or has_blown_up(facts):
        return
    made = updates(facts)
    if made >= ENOUGH_FOR_A_RATE and is_too_slow(facts) is not None:
        return  # it is the rate
    gained = _gain_of_longer(facts)
    falling = _is_falling(facts)
    helps = gained is not None and gained > margin(facts)
    outdone = _outdone_by_fifty(facts, made)
    below = made < VERY_FEW_UPDATES and is_below_linear(facts)
    if gained is not None and not (helps or outdone or below):
        return
    if not helps and not (falling and 0 < made < FEW_UPDATES):
        return
    epochs = len(curve(facts, "loss")) or facts.fit.epochs
    yield RULE.found(
        f"The training ends after {counted(epochs, 'epoch')} ({counted(made, 'update')} of the weights), "
        "before it has learnt what it can.",
        evidence=[*_told(facts, gained)] or [f"The weights were updated {counted(made, 'time')}."],
        remedy=f"Train for {_more(epochs, made)} epochs, with EarlyStopping(patience=...) as a callback.",
        changes=[Change("epochs", {"epochs": _more(epochs, made)})],
        confidence=0.9 if helps or outdone else 0.7,
    )


def _outdone_by_fifty(facts: Facts, made: int) -> bool:
    """Whether fifty steps at the learner's own rate end clearly below what fewer updates came to."""
    sweep, ended = sweep_of(facts), end_loss(facts)
    if sweep is None or ended is None or made >= VERY_FEW_UPDATES or not math.isfinite(sweep.own.after):
        return False
    return sweep.own.after < FIFTY * ended


def _gain_of_longer(facts: Facts) -> float | None:
    ladder = facts.ladder
    if ladder is None or ladder.longer_score is None or ladder.network_score is None:
        return None
    return ladder.longer_score - ladder.network_score


def _is_falling(facts: Facts) -> bool:
    losses, validation = curve(facts, "loss"), curve(facts, "val_loss")
    if len(losses) < 4:  # noqa: PLR2004 - of so few epochs, any that falls is falling
        return fall(losses) > FALLEN or len(losses) == 1
    falling = late_share(losses) > LATE and fall(losses[int(len(losses) * 0.7) :]) > FALLEN / 2
    return falling and (not validation or min(validation) in validation[-max(2, len(validation) // 4) :])


def _told(facts: Facts, gained: float | None) -> Iterator[str]:
    ladder = facts.ladder
    if ladder is not None and gained is not None:
        yield (
            f"With more epochs the {ladder.score_name} on held-out samples goes from "
            f"{ladder.network_score:.2f} to {ladder.longer_score:.2f}."
        )
    late = late_share(curve(facts, "loss"))
    if late > LATE:
        yield f"{share(late)} of the fall of the loss happened in the last third of the epochs."


def _more(epochs: int, made: int) -> int:
    """Give as many epochs as make two thousand updates, at least four times as many as there were."""
    per_epoch = max(1, made // max(1, epochs))
    return max(4 * epochs, min(MOST_EPOCHS, -(-WANTED_UPDATES // per_epoch)))


RULE = Rule(
    code="HN003",
    name="too-few-epochs",
    title="Too few epochs",
    passed="The training had enough epochs: its loss had stopped falling, or the network was good.",
    kind="run",
    severity="warning",
    needs=("run", "fit"),
    check=check,
    lab="epochs",
    symptoms=("loss falls slowly", "accuracy does not rise", "loss does not move"),
)
