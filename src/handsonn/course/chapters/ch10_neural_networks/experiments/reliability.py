"""Confidence against correctness: reliability in bins, and the expected calibration error.

Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks (ICML 2017), equations 1 to 3:
bin m of M holds the samples whose confidence lies in ((m - 1) / M, m / M].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
DRAWS = 100


@dataclass(frozen=True, eq=False)
class Reliability:
    """What the bins hold, each array of shape (bins,). A bin without samples has NaN for its means.

    counts, right: how many samples, and how many of them right. confidence, accuracy: the means.
    """

    counts: Array
    right: Array
    confidence: Array
    accuracy: Array


def bin_numbers(confidence: Array, bins: int) -> Array:
    """Give each sample the number of its bin, from 0; an edge belongs to the bin below it."""
    numbers: Array = np.ceil(np.asarray(confidence, dtype=np.float64) * bins).astype(int) - 1
    return numbers.clip(0, bins - 1)


def reliability(confidence: Array, right: Array, bins: int) -> Reliability:
    """Count and average one network's samples by confidence. confidence, right: shape (n,)."""
    numbers = bin_numbers(confidence, bins)
    counts, hits, sums = (
        np.bincount(numbers, weights=values, minlength=bins)
        for values in (None, right.astype(np.float64), confidence.astype(np.float64))
    )
    filled = counts > 0
    means = (np.divide(values, counts, out=np.full(bins, np.nan), where=filled) for values in (sums, hits))
    return Reliability(counts, hits, *means)


def expected_calibration_error(confidence: Array, right: Array, bins: int) -> float:
    """Average |accuracy - confidence| over the bins, each weighted with its share of the samples."""
    found = reliability(confidence, right, bins)
    gaps = np.nan_to_num(np.abs(found.accuracy - found.confidence))
    return float((found.counts / found.counts.sum() * gaps).sum())


def error_of_chance(confidence: Array, bins: int, seed: int = 0) -> float:
    """Give the mean error that a perfectly calibrated network would have with these confidences.

    Its samples are right with just the probability that it says; DRAWS times, with a generator of `seed`.
    The finite number of samples alone makes this larger than zero.
    """
    confidence = np.asarray(confidence, dtype=np.float64)
    draws = np.random.default_rng(seed).random((DRAWS, len(confidence))) < confidence
    members = bin_numbers(confidence, bins)[:, None] == np.arange(bins)
    gaps = (draws - confidence) @ members.astype(np.float64)
    return float(np.abs(gaps).sum(axis=1).mean() / len(confidence))
