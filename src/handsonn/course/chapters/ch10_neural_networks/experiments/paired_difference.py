"""The difference of two scores that were measured on the same splits or seeds, pair by pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.errors import UsageError

Scores = Sequence[float] | np.ndarray[Any, Any]
CLEAR_DIFFERENCE = 0.01
"""A mean difference smaller than this (one point of accuracy) is called small, and the sentence says so."""
EQUAL = 1e-6
"""Scores nearer than this are equal: Keras counts in 32 bits, NumPy in 64."""


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
    def one_sided(self) -> bool:
        """Tell whether every pair differs in the same direction: the one rule of the chapter."""
        return self.pairs in {self.higher, self.lower}

    @property
    def small(self) -> bool:
        """Tell whether the mean difference is smaller than a point."""
        return abs(self.mean) < CLEAR_DIFFERENCE

    @property
    def told_apart(self) -> bool:
        """Tell whether every pair differs in the same direction, by at least a point in the mean."""
        return self.one_sided and not self.small

    def in_words(self, pairs: str = "splits") -> str:
        """Say from where to where it goes, in points: "over these 20 splits from -1.7 to +3.3, higher in 20"."""
        if not self.higher and not self.lower:
            return f"the same in all {self.pairs} {pairs}"
        return (
            f"over these {self.pairs} {pairs} from {signed(self.low)} to {signed(self.high)}, "
            f"{self.counted('higher', 'lower', 'equal')}"
        )

    def counted(self, higher: str, lower: str, equal: str) -> str:
        """Count the pairs with these words for the sides, none that is empty: "higher in 7, lower in 8 and equal in 5"."""
        counts = {higher: self.higher, lower: self.lower, equal: self.pairs - self.higher - self.lower}
        *first, last = [f"{word} in {count}" for word, count in counts.items() if count]
        return f"{', '.join(first)} and {last}" if first else last

    def unclear(self, pairs: str = "splits") -> str:
        """Say why the scores are not told apart: which is higher depends on the pair, or the size is small."""
        if not self.higher and not self.lower:
            return "no difference"
        if self.one_sided:
            side = "higher" if self.higher else "lower"
            return (
                f"{side} from every {pairs.removesuffix('s')}, but by about a point or less in the mean, too little to be "
                "called a difference here"
            )
        return f"no clear difference, since which is higher depends on the {pairs.removesuffix('s')}"


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
        higher=int((differences > EQUAL).sum()),
        lower=int((differences < -EQUAL).sum()),
    )


def signed(share: float) -> str:
    """Write a difference of shares in points, with its sign; what rounds to zero has none."""
    rounded = round(100 * share, 1)
    return f"{rounded:+.1f}" if rounded else "0.0"


def shown_difference(first: float, second: float) -> str:
    """Write the difference of two shares in points, so that it agrees with both as they are shown (0.1 %)."""
    return signed((round(100 * first, 1) - round(100 * second, 1)) / 100)
