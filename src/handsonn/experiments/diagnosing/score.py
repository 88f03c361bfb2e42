"""The score of a proof: what the network's raw outputs are worth on held-out samples, whatever its loss is.

Classes: accuracy, or balanced accuracy (the mean over classes of the share found) where the most frequent
class has at least three times the samples of the rarest. Several columns: the largest one is the class. One
column: the nearest of the labels, after a sigmoid where the loss takes logits. Several labels at once: the
same per label. Numbers: R2, the share of the targets' variance that is predicted; below 0 (worse than always
answering the mean) it counts as 0. R2 does not change when targets are scaled, so that both arms compare.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
IMBALANCED = 3.0


@dataclass(frozen=True)
class Scoring:
    """Which score, and what an answer without looking at x gets.

    kind: "classes", "several labels" or "numbers". name: "accuracy", "balanced accuracy" or "R2".
    chance: the score of always answering with the most frequent class, or the mean.
    """

    kind: str
    name: str
    chance: float

    def score(self, outputs: Array, truth: Array, *, logits: bool = False, hinge: bool = False) -> float:
        """Score raw outputs, shape (samples, ...), against labels in the form the arm was trained on.

        logits: one column is the logit of class 1. hinge: one column is positive for class 1.
        Gives NaN where an output is not a number, or where outputs and labels cannot be compared.
        """
        if not np.isfinite(outputs).all():
            return math.nan
        if self.kind == "numbers":
            return _r2(outputs, truth)
        if self.kind == "several labels":
            return self._mean_over_labels(outputs, truth, logits=logits)
        answers = predicted_classes(outputs, truth, logits=logits, hinge=hinge)
        return self.share(answers, classes_of(truth))

    def _mean_over_labels(self, outputs: Array, truth: Array, *, logits: bool) -> float:
        if outputs.shape != truth.shape:
            return math.nan
        answers = outputs > (0.0 if logits else 0.5)
        columns = range(truth.shape[-1])
        return float(np.mean([self.share(answers[..., k].ravel(), truth[..., k].ravel()) for k in columns]))

    def share(self, answers: Array, truth: Array) -> float:
        """Score predicted classes, shape (samples,), against true ones; NaN for another number of them."""
        if len(answers) != len(truth):
            return math.nan
        right = answers == truth
        if self.name == "accuracy":
            return float(right.mean())
        return float(np.mean([right[truth == label].mean() for label in np.unique(truth)]))


def scoring_for(kind: str, truth: Array) -> Scoring:
    """Choose the score for labels (numbers, one-hot rows, text) of held-out samples."""
    if kind == "numbers":
        return Scoring(kind, "R2", 0.0)
    if kind == "several labels":
        shares = [_balance(column) for column in np.asarray(truth).reshape(-1, truth.shape[-1]).T]
        balanced = any(share[0] >= IMBALANCED for share in shares)
        chance = 0.5 if balanced else float(np.mean([share[1] for share in shares]))
        return Scoring(kind, "balanced accuracy" if balanced else "accuracy", chance)
    ratio, most, number = _balance(classes_of(truth))
    if ratio >= IMBALANCED:
        return Scoring("classes", "balanced accuracy", 1.0 / number)
    return Scoring("classes", "accuracy", most)


def classes_of(y: Array) -> Array:
    """Give the label of each sample: the column of one-hot rows, else the value itself."""
    if y.ndim > 1 and y.shape[-1] > 1 and _one_hot(y):
        return np.asarray(y.reshape(-1, y.shape[-1]).argmax(axis=-1))
    return y.ravel()


def predicted_classes(outputs: Array, truth: Array, *, logits: bool = False, hinge: bool = False) -> Array:
    """Read the predicted label of each sample from raw outputs."""
    labels = len(classes_of(truth))
    if outputs.shape[-1] > 1 or (truth.ndim > 1 and truth.shape[-1] > 1 and _one_hot(truth)):
        rows = outputs.reshape(-1, outputs.shape[-1])
        if len(rows) != labels and labels and len(rows) % labels == 0:
            rows = rows.reshape(labels, -1, outputs.shape[-1]).mean(axis=1)
        return np.asarray(rows.argmax(axis=-1))
    values = outputs.ravel().astype(np.float64)
    if len(values) != labels and labels and len(values) % labels == 0:
        values = values.reshape(labels, -1).mean(axis=1)
    known = np.unique(truth)
    if known.dtype.kind not in "biuf":
        return np.full(len(values), "")
    if hinge and set(known) <= {0, 1}:
        return (values > 0).astype(np.int64)
    if logits:
        values = 1.0 / (1.0 + np.exp(-np.clip(values, -60, 60)))
    nearest = np.abs(values[:, None] - known[None, :].astype(np.float64)).argmin(axis=1)
    return np.asarray(known[nearest])


def _one_hot(y: Array) -> bool:
    return y.dtype.kind in "biuf" and bool(((y == 0) | (y == 1)).all() and (y.sum(axis=-1) == 1).all())


def _balance(labels: Array) -> tuple[float, float, int]:
    """Give the most frequent class over the rarest, in samples; its share; the number of classes."""
    counts = np.unique(labels, return_counts=True)[1]
    return float(counts.max() / counts.min()), float(counts.max() / counts.sum()), len(counts)


def _r2(outputs: Array, truth: Array) -> float:
    truth = truth.astype(np.float64).reshape(len(truth), -1)
    values = outputs.astype(np.float64).reshape(len(outputs), -1)
    if truth.shape[1] == 1 and values.shape[1] > 1:
        values = values.mean(axis=1, keepdims=True)  # what a squared error compares, when Keras broadcasts
    if values.shape != truth.shape:
        return math.nan
    spread = ((truth - truth.mean(axis=0)) ** 2).sum()
    if spread == 0:
        return math.nan
    return max(0.0, float(1.0 - ((truth - values) ** 2).sum() / spread))
