"""Does an injected fault do harm? Read from the outcomes of the sick training and its healthy twin."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import stdev
from typing import Any

LEAST_DROP = 0.05
"""Points of the score (recall or R2) that a sick training must lose."""
LOSS_FACTOR = 1.5
SLOW_FACTOR = 8.0
"""Times the updates, each of which costs Keras a call."""
LEAST_OFF_ONE = 0.05
"""By how much outputs that are read as probabilities must miss a sum of 1, on average."""
LEAST_GAIN = 0.15
"""What a healthy program must reach above always answering the same."""


@dataclass(frozen=True)
class Harm:
    """seen: does it harm? how: "raised", "not a number", "score", or the way that its injector names."""

    seen: bool
    how: str
    drop: float


def spread(twins: list[dict[str, Any]]) -> float:
    """Give the healthy score's standard deviation over its seeds; 0 for one seed."""
    scores = [twin["score"] for twin in twins]
    return stdev(scores) if len(scores) > 1 else 0.0


def harm_of(sick: dict[str, Any], twin: dict[str, Any], twins_spread: float) -> Harm:
    """Compare a sick outcome with its twin of the same seed.

    A drop counts when it is at least 5 points and more than twice the healthy scores' deviation.
    """
    if sick["raised"]:
        return Harm(True, "raised", math.nan)
    if math.isnan(sick["score"]):
        return Harm(True, "not a number", math.nan)
    drop = twin["score"] - sick["score"]
    if drop >= max(LEAST_DROP, 2 * twins_spread):
        return Harm(True, "score", drop)
    how = sick["harm"]
    seen = {
        "misleads": _apart(sick) - _apart(twin) >= LEAST_DROP,
        "loss": sick["loss"] >= LOSS_FACTOR * twin["loss"],
        "no probabilities": sick.get("off_one", 0.0) >= LEAST_OFF_ONE,
        "slow": sick["updates"] >= SLOW_FACTOR * twin["updates"],
        "none": True,
    }.get(how, False)
    return Harm(seen, how if seen else "", drop)


def _apart(outcome: dict[str, Any]) -> float:
    """Tell how far the reported accuracy lies from the held-out score; 0 where none was reported."""
    value = abs(float(outcome["reported"]) - float(outcome["score"]))
    return 0.0 if math.isnan(value) else value
