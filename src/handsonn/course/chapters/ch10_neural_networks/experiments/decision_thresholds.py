"""Two classes and a threshold: who is called positive, and what that does to precision and recall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def counts_at(probability: Array, positive: Array, threshold: float) -> Array:
    """Count the confusion matrix, shape (2, 2): row and column 0 are positive, 1 negative.

    probability: of being positive, shape (n,). positive: booleans, shape (n,). A sample is called positive
    when its probability is at least the threshold.
    """
    called = probability >= threshold
    return np.array(
        [[int((truth & answer).sum()) for answer in (called, ~called)] for truth in (positive, ~positive)]
    )


def precision_and_recall(probability: Array, positive: Array, threshold: float) -> tuple[float, float]:
    """Give precision (NaN where nothing is called positive) and recall at one threshold."""
    (hits, missed), (alarms, _) = counts_at(probability, positive, threshold)
    called = hits + alarms
    return (hits / called if called else float("nan")), hits / (hits + missed)


def all_thresholds(probability: Array, positive: Array) -> tuple[Array, Array, Array]:
    """Lower the threshold through all probabilities: precision, recall and false positive rate at each.

    Each of shape (distinct probabilities,), the highest threshold first.
    """
    values, place = np.unique(probability, return_inverse=True)
    hits = np.bincount(place, weights=positive, minlength=len(values))[::-1].cumsum()
    called = np.bincount(place, minlength=len(values))[::-1].cumsum()
    return hits / called, hits / positive.sum(), (called - hits) / (~positive).sum()


def precision_by_recall(probability: Array, positive: Array, recalls: Array) -> Array:
    """Give the precision at the highest threshold that reaches each recall (0 < recall <= 1)."""
    precision, recall, _ = all_thresholds(probability, positive)
    return precision[np.searchsorted(recall, recalls - 1e-9)]


def recall_by_alarms(probability: Array, positive: Array, rates: Array) -> Array:
    """Give the highest recall whose false positive rate is at most each of these rates: the ROC curve."""
    _, recall, alarms = all_thresholds(probability, positive)
    allowed = np.searchsorted(alarms, rates + 1e-9, side="right")
    return np.concatenate([[0.0], recall])[allowed]


def area(probability: Array, positive: Array) -> float:
    """Give the area under the ROC curve: how often a positive sample gets more than a negative; ties half."""
    gaps = probability[positive][:, None] - probability[~positive][None, :]
    return float((gaps > 0).mean() + 0.5 * (gaps == 0).mean())


def which_can_turn(samples: Sequence[tuple[Array, Array]]) -> int:
    """Lower the threshold step by step, and see which of recall and precision go one way only.

    samples: (probability, positive) of each network. 0: recall never falls and precision never rises.
    1: only recall goes one way. 2: only precision never falls. 3: neither goes one way.
    """
    steps = [tuple(np.diff(each) for each in all_thresholds(*one)[:2]) for one in samples]
    recall_falls = any((recall < 0).any() for _, recall in steps)
    rises, falls = (any((sign * precision > 0).any() for precision, _ in steps) for sign in (1, -1))
    if not recall_falls:
        return 1 if rises else 0
    return 3 if falls else 2
