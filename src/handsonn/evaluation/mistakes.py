"""Where a network goes wrong most: single samples, and pairs of classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.evaluation.labels import class_labels, target_values
from handsonn.evaluation.predictions import as_probabilities, as_values
from handsonn.evaluation.rates import rates
from handsonn.records import Array, ConfusionMatrix, Task


@dataclass(frozen=True)
class ConfusedPair:
    """One class taken for another: how many samples, and which share of the true class."""

    true: str
    predicted: str
    samples: int
    rate: float


def worst_mistakes(predictions: Any, y: Any, count: int = 16, *, task: Task | None = None) -> Array:
    """Find the row numbers of the worst mistakes, worst first: int64, shape (up to count,).

    Classification: wrong predictions, the most confident first. Regression: the largest residuals first.
    task: left out, whole-number labels mean classification, as load() gives them.
    """
    if task is None:
        task = "classification" if np.asarray(y).dtype.kind in "biu" else "regression"
    if task != "classification":
        values = as_values(predictions)
        badness = np.abs(target_values(y, len(values)) - values)
        return _largest(badness, badness > 0, count)
    probabilities = as_probabilities(predictions)
    labels = class_labels(y, len(probabilities), probabilities.shape[1])
    wrong = probabilities.argmax(axis=1) != labels
    return _largest(probabilities.max(axis=1), wrong, count)


def most_confused(confusion: ConfusionMatrix, count: int = 5) -> tuple[ConfusedPair, ...]:
    """List the pairs (true class, predicted class) that are mixed up most often, most samples first."""
    counts = np.array(confusion.counts)
    np.fill_diagonal(counts, 0)
    shares = rates(confusion)
    order = np.argsort(-counts, axis=None, kind="stable")[:count]
    names = confusion.class_names
    return tuple(
        ConfusedPair(
            names[true], names[predicted], int(counts[true, predicted]), float(shares[true, predicted])
        )
        for true, predicted in zip(*np.unravel_index(order, counts.shape), strict=True)
        if counts[true, predicted] > 0
    )


def _largest(badness: Array, eligible: Array, count: int) -> Array:
    order = np.argsort(-badness, kind="stable")
    return order[eligible[order]][: max(count, 0)].astype(np.int64)
