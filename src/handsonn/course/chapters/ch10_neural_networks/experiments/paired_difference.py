"""The difference of two scores that were measured on the same splits or seeds, pair by pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.errors import UsageError

Scores = Sequence[float] | np.ndarray[Any, Any]
CLEAR_SHARE = 0.9
"""The share of pairs that must differ in the same direction before the lab speaks of a difference."""
CLEAR_DIFFERENCE = 0.01
"""A mean difference smaller than this (one point of accuracy) is not spoken of either."""


@dataclass(frozen=True)
class PairedDifference:
    """The mean difference, the lowest and the highest over the pairs, and how many lie on each side of zero.

    No confidence interval: splits of one data set share rows, so they are not independent, and an interval
    that takes them for independent is too narrow (Nadeau, Bengio: Inference for the generalization error, 2003).
    """

    mean: float
    low: float
    high: float
    pairs: int
    higher: int
    lower: int

    @property
    def told_apart(self) -> bool:
        """Tell whether nearly all pairs differ in the same direction, by at least a point in the mean."""
        same = max(self.higher, self.lower)
        return same >= CLEAR_SHARE * self.pairs and abs(self.mean) >= CLEAR_DIFFERENCE

    def in_words(self, pairs: str = "splits") -> str:
        """Say from where to where it goes, in points: "over these 20 splits from -1.7 to +3.3, higher in 7"."""
        if not self.higher and not self.lower:
            return f"the same in all {self.pairs} {pairs}"
        side, count = ("higher", self.higher) if self.mean > 0 else ("lower", self.lower)
        return f"over these {self.pairs} {pairs} from {signed(self.low)} to {signed(self.high)}, {side} in {count}"


def paired_difference(first: Scores, second: Scores) -> PairedDifference:
    """Compare first with second, pair by pair: positive means that first is higher.

    first, second: one score for each pair. Raises UsageError for fewer than two pairs, or scores without a partner.
    """
    if len(first) != len(second) or len(first) < 2:
        raise UsageError(
            f"{len(first)} and {len(second)} scores make no pairs; give as many of one as of the other, at least 2."
        )
    differences = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
    return PairedDifference(
        mean=float(differences.mean()),
        low=float(differences.min()),
        high=float(differences.max()),
        pairs=len(differences),
        higher=int((differences > 0).sum()),
        lower=int((differences < 0).sum()),
    )


def signed(share: float) -> str:
    """Write a difference of shares in points, with its sign; what rounds to zero has none."""
    rounded = round(100 * share, 1)
    return f"{rounded:+.1f}" if rounded else "0.0"


def shown_difference(first: float, second: float) -> str:
    """Write the difference of two shares in points, so that it agrees with both as they are shown (0.1 %)."""
    return signed((round(100 * first, 1) - round(100 * second, 1)) / 100)
