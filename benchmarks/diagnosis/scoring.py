"""The score of a trained network on held-out samples, read from its raw outputs as its learner would."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.diagnosis.training import Task

WORST = -1.0
"""An R2 below this counts as this: how far below says nothing more."""


def score_of(task: Task, y: Any, outputs: Any, *, logits: bool = False) -> float:
    """Score outputs: mean recall over classes, mean of it over labels, or R2; more is better.

    NaN where an output is not finite, or where the outputs do not have the targets' shape.
    """
    y, outputs = np.asarray(y, np.float64), np.asarray(outputs, np.float64)
    if not np.isfinite(outputs).all() or len(outputs) != len(y):
        return float("nan")
    if task in ("numbers", "the input itself"):
        return _r2(y, outputs)
    if outputs.ndim > 2:  # noqa: PLR2004
        return float("nan")
    if task == "several labels":
        return _labels(y, outputs, 0.0 if logits else 0.5)
    return _recall(class_numbers(y), _answers(y, outputs, 0.0 if logits else 0.5))


def constant_score(task: Task, y: Any) -> float:
    """Score what always answers the same: the mean, or one class."""
    y = np.asarray(y)
    if task in ("numbers", "the input itself"):
        return 0.0
    if task == "several labels":
        return 0.5
    return 1.0 / len(np.unique(class_numbers(y)))


def class_numbers(y: Any) -> Any:
    """Read labels as one number a sample: one-hot rows by their column."""
    y = np.asarray(y)
    if y.ndim == 2 and y.shape[1] > 1:  # noqa: PLR2004
        return y.argmax(axis=1)
    return y.reshape(len(y))


def _answers(y: Any, outputs: Any, limit: float) -> Any:
    outputs = outputs.reshape(len(outputs), -1)
    if outputs.shape[1] > 1:
        return outputs.argmax(axis=1)
    values = np.unique(class_numbers(y))
    if len(values) == 2:  # noqa: PLR2004
        return np.where(outputs[:, 0] > limit, values[1], values[0])
    return np.rint(outputs[:, 0])


def _recall(y: Any, answers: Any) -> float:
    return float(np.mean([np.mean(answers[y == value] == value) for value in np.unique(y)]))


def _labels(y: Any, outputs: Any, limit: float) -> float:
    if y.shape != outputs.shape:
        return float("nan")
    return float(np.mean([_recall(y[:, i], (outputs[:, i] > limit) * 1.0) for i in range(y.shape[1])]))


def _r2(y: Any, outputs: Any) -> float:
    if y.size != outputs.size:
        return float("nan")
    y, outputs = y.reshape(len(y), -1), outputs.reshape(len(y), -1)
    left, spread = ((y - outputs) ** 2).sum(), ((y - y.mean(axis=0)) ** 2).sum()
    return float(max(1 - left / spread, WORST))
