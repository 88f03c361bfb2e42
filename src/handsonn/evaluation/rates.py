"""A confusion matrix as shares of each true class."""

from __future__ import annotations

import numpy as np

from handsonn.records import Array, ConfusionMatrix


def rates(confusion: ConfusionMatrix) -> Array:
    """Divide each row by its sum: shape (classes, classes), float64, from 0 to 1.

    Row i says where the samples of true class i went. A class without samples has NaN in its row: there is
    no rate of nothing.
    """
    counts = np.asarray(confusion.counts, dtype=np.float64)
    sums = counts.sum(axis=1, keepdims=True)
    shares: Array = np.divide(counts, sums, out=np.full_like(counts, np.nan), where=sums > 0)
    return shares
