"""The difference of two scores that were measured on the same splits or seeds, pair by pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.errors import UsageError

Scores = Sequence[float] | np.ndarray[Any, Any]


@dataclass(frozen=True)
class PairedDifference:
    """The mean difference with its 95 % interval (Student's t over the pairs)."""

    mean: float
    low: float
    high: float

    @property
    def told_apart(self) -> bool:
        """Tell whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def paired_difference(first: Scores, second: Scores) -> PairedDifference:
    """Compare first with second, pair by pair: positive means that first is higher.

    first, second: one score for each pair. Pairs that are all equally far apart give an interval of no width.
    Raises UsageError for fewer than two pairs, or scores without a partner.
    """
    if len(first) != len(second) or len(first) < 2:
        raise UsageError(
            f"{len(first)} and {len(second)} scores make no pairs; give as many of one as of the other, at least 2."
        )
    from scipy.stats import t

    differences = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
    count, mean = len(differences), float(differences.mean())
    reach = float(t.ppf(0.975, count - 1) * differences.std(ddof=1) / np.sqrt(count))
    return PairedDifference(mean, mean - reach, mean + reach)
