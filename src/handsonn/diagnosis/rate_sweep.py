"""What short trials at several learning rates say about the learner's own rate."""

from __future__ import annotations

import math
from dataclasses import dataclass

from handsonn.diagnosis.curves import curve, end_loss, finite, updates
from handsonn.diagnosis.standing import is_below_linear
from handsonn.records import Facts, RateTrial

NEARLY_AS_GOOD = 0.9
"""Of two rates that do about the same, the lower one is advised."""

LITTLE, CLEAR, SURE = 0.05, 0.1, 0.2
"""Shares of the loss that fifty steps of a good rate take away; little is enough below a linear model."""
BEHIND, FAR_BEHIND = 0.25, 0.1
"""How little of that the learner's rate does. After few updates, too few epochs look alike from near."""
ENOUGH_UPDATES = 200


@dataclass(frozen=True)
class Sweep:
    """own: the trial at the learner's rate. best: the lowest rate that does about as well as any.

    deepest: the one of the lowest loss.
    """

    own: RateTrial
    best: RateTrial
    deepest: RateTrial


def progress(trial: RateTrial) -> float:
    """Give by what share of itself the loss fell; -1 where it blew up, 0 where it has no meaning."""
    if not math.isfinite(trial.after):
        return -1.0
    if not math.isfinite(trial.before) or trial.before <= 0.0:
        return 0.0
    return max(-1.0, (trial.before - trial.after) / trial.before)


def sweep_of(facts: Facts) -> Sweep | None:
    """Read the trials; None without some, or where none is at the learner's rate."""
    trials = facts.ladder.rates if facts.ladder is not None else ()
    optimizer = facts.model.optimizer if facts.model is not None else None
    if not trials or optimizer is None:
        return None
    own = next((trial for trial in trials if _same(trial.learning_rate, optimizer.learning_rate)), None)
    if own is None:
        return None
    most = max(progress(trial) for trial in trials)
    enough = [trial for trial in trials if progress(trial) >= NEARLY_AS_GOOD * most]
    best = min(enough, key=lambda trial: trial.learning_rate) if most > 0.0 else own
    return Sweep(own, best, max(trials, key=progress))


def outdone_by(facts: Facts, best: RateTrial) -> bool:
    """Tell whether the short trial ended with a clearly lower loss than the learner's whole training."""
    ended = end_loss(facts)
    if ended is None or not math.isfinite(best.after):
        return False
    clearly = min(0.1 * best.after, 0.25 * max(best.before - best.after, 0.0))
    return ended > best.after + clearly + 1e-6


def is_too_slow(facts: Facts) -> Sweep | None:
    """Give the sweep where a rate ten times as high or more does at once what the training did not."""
    sweep = sweep_of(facts)
    if sweep is None or sweep.best.learning_rate < 9.0 * sweep.own.learning_rate:
        return None
    part = BEHIND if updates(facts) >= ENOUGH_UPDATES else FAR_BEHIND
    if _learnt_while_training(facts) < sweep.best.after:
        return None  # it learns, only what is asked of it in use is another matter
    best, own = progress(sweep.best), progress(sweep.own)
    clear = CLEAR if not is_below_linear(facts) else LITTLE
    ahead = best > clear and own < (part if best > SURE else FAR_BEHIND) * best
    return sweep if ahead and outdone_by(facts, sweep.best) else None


def _learnt_while_training(facts: Facts) -> float:
    """Give the last loss that fit told, which layers such as BatchNormalization make another one in use."""
    losses = curve(facts, "loss")
    return losses[-1] if finite(losses) else math.inf


def trial_sentence(trial: RateTrial, steps: int = 50) -> str:
    """Tell one trial: "With the rate 0.1, 50 steps bring the loss from 2.3 to 0.8."."""
    from handsonn.diagnosis.words import number

    end = "to NaN" if not math.isfinite(trial.after) else f"to {number(trial.after)}"
    return (
        f"With the learning rate {trial.learning_rate:g}, {steps} steps bring the loss from "
        f"{number(trial.before)} {end}."
    )


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-3)
