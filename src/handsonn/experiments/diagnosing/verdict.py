"""Proven, no gain seen, or cannot tell: the decision from paired scores, and nothing else.

The gain is the mean over seeds of (score after minus score before). Its interval is Student's t interval of
the mean of paired differences, at 95 %. A gain matters when it is larger than 0.005 of accuracy or R2 and
than one held-out sample is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mean, stdev

from handsonn.experiments.student_interval import half_width, interval
from handsonn.records import Verdict

SMALLEST_GAIN = 0.005
LEVEL, EARLY_LEVEL = 0.95, 0.99
FEWEST_SEEDS = 3
MOST_NEEDED = 100


@dataclass(frozen=True)
class Judged:
    """verdict, with the interval it rests on. seeds_needed: 0 unless it cannot be told."""

    verdict: Verdict
    gain: float
    low: float
    high: float
    seeds_needed: int = 0


def smallest_gain(held_out: int) -> float:
    """Say which gain matters on so many held-out samples."""
    return max(SMALLEST_GAIN, 1.0 / held_out) if held_out else SMALLEST_GAIN


def judged(differences: Sequence[float], smallest: float, level: float = LEVEL) -> Judged:
    """Decide from paired differences.

    "proven": the interval lies above 0 and the gain is larger than the smallest that matters.
    "no gain seen": the whole interval lies below the smallest gain that matters.
    "cannot tell": anything else, and always with fewer than three seeds.
    """
    low, high = interval(differences, level)
    gain = mean(differences) if differences else 0.0
    if len(differences) >= FEWEST_SEEDS:
        if low > 0 and gain > smallest:
            return Judged("proven", gain, low, high)
        if high < smallest:
            return Judged("no gain seen", gain, low, high)
    return Judged("cannot tell", gain, low, high, seeds_needed(differences, smallest))


def of_few_epochs(told: Judged, trained: int, asked: int) -> Judged:
    """Take back "no gain seen" where less than half of the epochs were trained: the gain may come later.

    A change that makes it worse already stays what it is.
    """
    if told.verdict == "no gain seen" and 2 * trained < asked and told.high >= 0:
        return replace(told, verdict="cannot tell")
    return told


def decided_early(differences: Sequence[float], smallest: float) -> bool:
    """Tell whether the remaining seeds may be saved: the 99 % interval already decides.

    The wider interval pays for looking several times.
    """
    return judged(differences, smallest, EARLY_LEVEL).verdict != "cannot tell"


def seeds_needed(differences: Sequence[float], smallest: float) -> int:
    """Count the seeds with which this spread would decide; 101 stands for more than a hundred."""
    if len(differences) < FEWEST_SEEDS:
        return FEWEST_SEEDS
    gain, spread = mean(differences), stdev(differences)
    distance = gain if gain > smallest else smallest - gain
    for count in range(len(differences) + 1, MOST_NEEDED + 1):
        if half_width(spread, count, LEVEL) < distance:
            return count
    return MOST_NEEDED + 1
