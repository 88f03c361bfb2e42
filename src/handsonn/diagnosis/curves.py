"""What a training's own curves say: where the loss began and ended, and whether it was still falling."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from handsonn.records import Facts

LAST_PART = 0.3


def curve(facts: Facts, name: str) -> tuple[float, ...]:
    """Give a curve of the history by its name; () without one."""
    return tuple(facts.run.history.get(name, ())) if facts.run is not None else ()


def has_blown_up(facts: Facts) -> bool:
    """Tell whether the loss became NaN or infinite in some epoch."""
    return any(not math.isfinite(value) for value in curve(facts, "loss"))


def finite(values: Sequence[float]) -> bool:
    """Tell whether there are values and all are numbers."""
    return bool(values) and all(math.isfinite(value) for value in values)


def smooth(values: Sequence[float], width: int = 3) -> tuple[float, ...]:
    """Give the running median over `width` epochs: one odd epoch is no trend."""
    half = width // 2
    return tuple(median(values[max(0, at - half) : at + half + 1]) for at in range(len(values)))


def fall(values: Sequence[float]) -> float:
    """Give by what share of its first value a curve of losses fell; 0 where it rose or has no meaning."""
    if len(values) < 2 or not finite(values) or values[0] <= 0.0:  # noqa: PLR2004
        return 0.0
    return max(0.0, (values[0] - values[-1]) / values[0])


def late_share(values: Sequence[float]) -> float:
    """Give the share of the whole fall that happened in the last 30 % of the epochs.

    A curve that falls evenly gives about a quarter, one that has settled about 0.
    """
    if len(values) < 4 or not finite(values):  # noqa: PLR2004
        return 0.0
    steady = smooth(values)
    whole = steady[0] - steady[-1]
    start = steady[min(len(steady) - 2, int(len(steady) * (1.0 - LAST_PART)))]
    return max(0.0, (start - steady[-1]) / whole) if whole > 0.0 else 0.0


def updates(facts: Facts) -> int:
    """Count the updates of the weights: steps of an epoch times the epochs that were seen; 0: not known."""
    if facts.fit is None:
        return 0
    seen = len(curve(facts, "loss")) or facts.fit.epochs
    return facts.fit.steps * seen


def end_loss(facts: Facts) -> float | None:
    """Give the loss of the training samples at the end, without penalties; None where it is not known."""
    told = facts.run.predictions if facts.run is not None else None
    if told is not None and told.evaluated_loss is not None and math.isfinite(told.evaluated_loss):
        return told.evaluated_loss - told.penalty
    losses = curve(facts, "loss")
    return losses[-1] if finite(losses) else None
