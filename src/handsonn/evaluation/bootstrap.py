"""Intervals by the bootstrap: how far a score would move, had other samples been drawn.

The percentile method of Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
Resampling never touches single samples where counts are enough: drawing n samples with replacement and
counting them is one multinomial draw, exactly.
"""

from __future__ import annotations

import numpy as np

from handsonn.records import Array

RESAMPLES = 1000
# Redrawing a handful of samples shows next to nothing of those that were never seen; one sample alone would
# get an interval without width.
FEWEST_SAMPLES = 10
LEVEL = 0.95
_NUMBERS_AT_ONCE = 2_000_000


def interval(resampled: Array, samples: int) -> tuple[float, float]:
    """Take the central 95 % of a score's resampled values, shape (resamples,).

    samples: how many test samples were redrawn. Fewer than FEWEST_SAMPLES give no interval: (NaN, NaN).
    """
    if samples < FEWEST_SAMPLES:
        return float("nan"), float("nan")
    low, high = np.quantile(resampled, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def resampled_accuracy(correct: int, samples: int, generator: np.random.Generator) -> Array:
    """Resample the share of correct predictions, shape (resamples,): exactly a binomial draw."""
    return generator.binomial(samples, correct / samples, RESAMPLES) / samples


def resampled_counts(counts: Array, generator: np.random.Generator) -> tuple[Array, Array, Array]:
    """Resample a confusion matrix, shape (classes, classes): exactly a multinomial draw over its cells.

    Returns (true, predicted, draws): the class numbers of the cells that are not empty, shape (cells,)
    each, and their resampled counts, shape (resamples, cells). An empty cell stays empty in every resample.
    """
    true, predicted = np.nonzero(counts)
    cells = counts[true, predicted].astype(np.float64)
    draws = generator.multinomial(int(cells.sum()), cells / cells.sum(), size=RESAMPLES)
    # float32 holds counts below 16 million exactly, and multiplies twice as fast.
    exact = np.float32 if cells.sum() < 2**24 else np.float64
    return true, predicted, draws.astype(exact)


def resampled_means(columns: Array, generator: np.random.Generator) -> Array:
    """Resample the means of per-sample figures, shape (samples, figures) to (resamples, figures)."""
    samples = len(columns)
    at_once = max(1, min(RESAMPLES, _NUMBERS_AT_ONCE // samples))
    parts = []
    for start in range(0, RESAMPLES, at_once):
        resamples = min(at_once, RESAMPLES - start)
        drawn = generator.integers(samples, size=(resamples, samples), dtype=np.int32).astype(np.int64)
        drawn += np.arange(resamples)[:, None] * samples
        weights = np.bincount(drawn.ravel(), minlength=resamples * samples).reshape(resamples, samples)
        parts.append(weights.astype(np.float64) @ columns / samples)
    return np.concatenate(parts)


def unseen_bound(samples: int) -> float:
    """Bound the accuracy from below when every one of so many predictions was right.

    A bootstrap cannot resample a mistake that it has never seen, and would claim 100 % to 100 %. This is the
    exact binomial bound of Clopper and Pearson (1934); for 30 samples it is 88 %.
    """
    return float(((1 - LEVEL) / 2) ** (1 / samples))
