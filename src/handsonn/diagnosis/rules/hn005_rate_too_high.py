"""Learning rate too high.

What: each update goes too far, so that the loss jumps, rises, or becomes NaN.

Why: the slope of the loss tells the direction only near the present weights. A step that is too long lands on
the other side of the valley, higher up than before; after some of them the numbers overflow.

Evidence: fifty steps at six learning rates from the same first weights, and how the loss of the whole
training went.

Remedy: a learning rate ten or a hundred times as low; clipnorm keeps single steps short.

Learn more: the lab "Optimizers".
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from handsonn.diagnosis.curves import curve, finite, has_blown_up, smooth
from handsonn.diagnosis.rate_sweep import Sweep, outdone_by, progress, sweep_of, trial_sentence
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.standing import is_below_linear, is_good, is_guessing
from handsonn.diagnosis.words import number
from handsonn.records import Change, Facts, Finding, RateTrial

AHEAD = 0.2
LARGE_UPDATE = 0.3
CLIMB = 1.5


def check(facts: Facts) -> Iterator[Finding]:
    """Find rates that a lower one outdoes; without trials, losses that rise by large updates."""
    if facts.run is None or facts.model is None or facts.model.optimizer is None or _has_gaps(facts):
        return
    rate = facts.model.optimizer.learning_rate
    sweep = sweep_of(facts)
    if sweep is not None:
        if _is_too_high(facts, sweep):
            yield _finding(facts, rate, sweep.best.learning_rate, [sweep.own, sweep.best])
    elif _rises(facts):
        yield _finding(facts, rate, rate / 100.0, [])


def _finding(facts: Facts, rate: float, better: float, trials: list[RateTrial]) -> Finding:
    blown = has_blown_up(facts)
    seen = "the loss becomes NaN" if blown else "the loss jumps instead of falling"
    told = [trial_sentence(trial) for trial in trials]
    return RULE.found(
        f"The learning rate {rate:g} is too high: {seen}.",
        evidence=[*told, *_how_it_went(facts)],
        remedy=f"Set the learning rate of the optimizer to {better:g}.",
        changes=[
            Change("learning_rate", {"learning_rate": better, "clipnorm": 0.0}),
            Change("learning_rate", {"learning_rate": better, "clipnorm": 1.0}),
        ],
        confidence=(0.95 if blown else 0.9) if trials else 0.7,
    )


def _is_too_high(facts: Facts, sweep: Sweep) -> bool:
    """Whether a clearly lower rate learns and the learner's own does not, in fifty steps and in all."""
    if sweep.best.learning_rate > sweep.own.learning_rate / 9.0 or progress(sweep.best) < AHEAD / 2:
        return False
    if has_blown_up(facts):
        return True
    if is_good(facts) or progress(sweep.own) >= progress(sweep.best):
        return False
    climbs = _climbs(facts)
    if climbs and is_below_linear(facts):
        return True
    far_behind = progress(sweep.own) < progress(sweep.best) - AHEAD
    gets_nowhere = progress(sweep.own) <= 0.0 and is_guessing(facts)
    deepest = sweep.deepest if sweep.deepest.learning_rate < sweep.own.learning_rate else sweep.best
    return (climbs or far_behind or gets_nowhere) and outdone_by(facts, deepest)


def _climbs(facts: Facts) -> bool:
    """Whether the training loss itself ends far above where it once was: each update leaps too far."""
    losses = smooth(curve(facts, "loss"), 5)
    return finite(losses) and min(losses) > 0.0 and losses[-1] > CLIMB * min(losses)


def _rises(facts: Facts) -> bool:
    """Whether updates as large as the weights themselves go with a loss above its start."""
    largest = max((layer.update for layer in facts.run.layers), default=0.0) if facts.run else 0.0
    if largest < LARGE_UPDATE:
        return False
    losses = curve(facts, "loss")
    start = facts.run.loss_at_start if facts.run is not None else None
    if has_blown_up(facts):
        return True
    return finite(losses) and start is not None and math.isfinite(start) and losses[-1] > 1.5 * start > 0.0


def _how_it_went(facts: Facts) -> Iterator[str]:
    losses = curve(facts, "loss")
    if has_blown_up(facts):
        epoch = next(at for at, loss in enumerate(losses, 1) if not math.isfinite(loss))
        yield f"The loss of epoch {epoch} is no number any more."
    elif finite(losses) and len(losses) > 1:
        first, last = number(losses[0]), number(losses[-1])
        yield f"The loss went from {first} in the first epoch to {last} in the last."


def _has_gaps(facts: Facts) -> bool:
    """Whether the data hold what is no number: then the rate is not what made it."""
    data = facts.data
    return data is not None and any(array.nan or array.infinite for array in (*data.x, *data.y))


RULE = Rule(
    code="HN005",
    name="learning-rate-too-high",
    title="Learning rate too high",
    passed="The learning rate is not too high.",
    kind="run",
    severity="error",
    needs=("model", "run"),
    check=check,
    lab="optimizers",
    symptoms=("loss is nan", "loss goes up and down", "loss does not move", "always the same answer"),
    explains=("HN019", "HN013", "HN035"),
)
