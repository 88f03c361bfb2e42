"""Student's t interval of a mean: what differences between paired seeds say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import mean, stdev

_NO_SPREAD = 1e-9


def interval(differences: Sequence[float], level: float) -> tuple[float, float]:
    """Give the interval of the mean at this level; without end for fewer than two differences.

    Differences that are all equal have no spread, and give that number alone.
    """
    count = len(differences)
    if count < 2:  # noqa: PLR2004 - a spread needs two
        return -math.inf, math.inf
    centre, spread = mean(differences), stdev(differences)
    if spread < _NO_SPREAD:
        return centre, centre
    half = half_width(spread, count, level)
    return centre - half, centre + half


def half_width(spread: float, count: int, level: float) -> float:
    """Give half the interval's width for so many differences of this standard deviation."""
    from scipy.stats import t

    return float(t.ppf((1 + level) / 2, count - 1)) * spread / math.sqrt(count)
