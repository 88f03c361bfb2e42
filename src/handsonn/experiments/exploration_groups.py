"""Two groups of samples compared: how many, of which classes, and in which features they differ most."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.errors import LatentError
from handsonn.experiments.exploration_samples import SampleView
from handsonn.records import Array, Dataset

MOST_FEATURES = 12
MOST_CLASSES = 12


def compare_groups(view: SampleView, first: Any, second: Any = None) -> dict[str, Any]:
    """Compare the samples of these rows with those of second, or with all others.

    Differences are first minus second, in standard deviations of the feature over all samples.
    Raises LatentError for a group that is empty or holds rows that are not there.
    """
    dataset = view.dataset
    one = _rows(first, len(dataset))
    other = np.setdiff1d(np.arange(len(dataset)), one) if second is None else _rows(second, len(dataset))
    if not len(other):
        raise LatentError("the line is around all samples, so there are no others to compare with.")
    means = [np.asarray(np.nanmean(dataset.x[rows], axis=0, dtype=np.float64)) for rows in (one, other)]
    spread = np.nanstd(dataset.x, axis=0, dtype=np.float64)
    away = np.divide(means[0] - means[1], spread, out=np.zeros_like(spread), where=spread > 0)
    facts = {
        "counts": [len(one), len(other)],
        "rest": second is None,
        "mix": _mix(dataset, one, other),
        "largest": float(np.abs(away).max()),
        "means": None,
        "features": [],
    }
    if view.kind == "image":
        return facts | {"means": view.mean_images(np.stack(means)), "away": away.astype(np.float32)}
    return facts | {"features": _features(dataset, means, away)}


def _rows(given: Any, samples: int) -> Array:
    rows = np.unique(np.asarray(given))
    if not len(rows) or rows.dtype.kind not in "iu":
        raise LatentError("no sample is inside the line; draw it around some points.")
    if rows[0] < 0 or rows[-1] >= samples:
        raise LatentError(f"a row is {int(rows[-1])}; rows go from 0 to {samples - 1:,}.")
    return rows


def _mix(dataset: Dataset, one: Array, other: Array) -> list[dict[str, Any]]:
    """Give each class's share of both groups, the largest of the first group first."""
    if dataset.y is None or dataset.task != "classification":
        return []
    names = dataset.class_names
    shares = [np.bincount(dataset.y[rows], minlength=len(names)) / len(rows) for rows in (one, other)]
    order = np.argsort(-shares[0], kind="stable")[:MOST_CLASSES]
    return [
        {"name": names[at], "first": float(shares[0][at]), "second": float(shares[1][at])}
        for at in order
        if shares[0][at] or shares[1][at]
    ]


def _features(dataset: Dataset, means: list[Array], away: Array) -> list[dict[str, Any]]:
    flat = [part.reshape(-1) for part in means]
    away = away.reshape(-1)
    names = dataset.feature_names
    order = np.argsort(-np.abs(away), kind="stable")[:MOST_FEATURES]
    return [
        {
            "name": names[at] if at < len(names) else f"value {at + 1}",
            "first": float(flat[0][at]),
            "second": float(flat[1][at]),
            "away": float(away[at]),
        }
        for at in order
    ]
