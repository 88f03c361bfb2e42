"""Whether one feature gives the label away, and whether close rows have the same label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from handsonn.probes.labels import class_codes, is_column
from handsonn.probes.one_feature_tree import tree_score
from handsonn.records import Array

_TREE_ROWS, _NEIGHBOUR_ROWS = 4_000, 2_000
_CANDIDATES = 6
_NEAREST = 5
_LEAVES = 64
_IMAGE_WIDTH = 100
_FEWEST = 20
_LIMIT = 1e30  # trees compute in float32


@dataclass(frozen=True)
class TellingFacts:
    """The fields of RowFacts of the same meaning."""

    feature: int = -1
    score: float = 0.0
    guess: float = 0.0
    all_score: float | None = None
    neighbours_agree: float | None = None
    next_score: float | None = None


def telling_facts(x: Sequence[Array], y: Array, *, seed: int = 0) -> TellingFacts:
    """Ask a small tree for each feature alone, and the nearest neighbour in all of them.

    x: arrays of numbers, each of shape (samples, ...), whose features are counted through; y: classes as in
    class_codes, or numbers of shape (samples,) or (samples, 1).
    """
    known = class_codes(y)
    if len(y) < _FEWEST or (known is None and not _are_numbers(y)):
        return TellingFacts()
    labels = known[0] if known is not None else y.reshape(-1).astype(np.float64)
    if np.all(labels == labels[0]):
        return TellingFacts()
    rows = np.random.default_rng(seed).permutation(len(labels))[:_TREE_ROWS]
    features = _features(x, rows)
    feature, score, following = _best_tree(features, labels[rows], classes=known is not None)
    guess = _guess(labels[rows]) if known is not None else 0.0
    few = slice(0, _NEIGHBOUR_ROWS)
    near = _neighbours(features[few], labels[rows][few], classes=known is not None)
    return TellingFacts(feature, score, guess, near, near if known is not None else None, following)


def _are_numbers(y: Array) -> bool:
    return is_column(y.shape) and y.dtype.kind in "buif" and bool(np.all(np.isfinite(y)))


def _features(x: Sequence[Array], rows: Array) -> Array:
    """Give float64 of shape (rows, features of all inputs); what is not finite becomes the feature's mean."""
    parts = [array[rows].reshape(len(rows), -1).astype(np.float64) for array in x]
    features = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)
    np.clip(features, -_LIMIT, _LIMIT, out=features)
    gaps = np.isnan(features)
    if gaps.any():
        count = np.maximum((~gaps).sum(axis=0), 1)
        means = np.where(gaps, 0.0, features).sum(axis=0) / count
        features = np.where(gaps, means, features)
    return features


def _best_tree(features: Array, labels: Array, *, classes: bool) -> tuple[int, float, float | None]:
    """Fit on one half of the rows, score on the other: the best feature, its score, the next best score."""
    promise = _promise_of_classes(features, labels) if classes else _promise_of_numbers(features, labels)
    leaves = max(8, min(_LEAVES, 2 * len(np.unique(labels)))) if classes else _LEAVES
    candidates = np.argsort(-promise, kind="stable")[:_CANDIDATES]
    scores = [
        (tree_score(features[:, feature], labels, leaves=leaves, classes=classes), int(feature))
        for feature in candidates
    ]
    best = max(range(len(scores)), key=lambda place: scores[place][0])
    others = [score for place, (score, _) in enumerate(scores) if place != best]
    return scores[best][1], scores[best][0], max(others, default=None)


def _guess(labels: Array) -> float:
    """Score the most frequent class of the half that trees are judged on."""
    _, counts = np.unique(labels[len(labels) // 2 :], return_counts=True)
    return float(counts.max() / counts.sum())


def _promise_of_classes(features: Array, labels: Array) -> Array:
    """Give the F statistic of each feature: how far class means lie apart against the spread inside."""
    counts = np.bincount(labels)
    counts = counts[counts > 0]
    centred = features - features.mean(axis=0)
    by_class = centred[np.argsort(labels, kind="stable")]
    sums = np.add.reduceat(by_class, np.cumsum(counts) - counts, axis=0)
    between = (sums**2 / counts[:, None]).sum(axis=0)
    inside = np.maximum(_squares(centred) - between, 0.0)
    return _ratio(between, inside)


def _promise_of_numbers(features: Array, labels: Array) -> Array:
    """Give the squared correlation of each feature with the label."""
    centred, target = features - features.mean(axis=0), labels - labels.mean()
    return _ratio((target @ centred) ** 2, _squares(centred))


def _squares(columns: Array) -> Array:
    return np.asarray(np.einsum("ij,ij->j", columns, columns))


def _ratio(above: Array, below: Array) -> Array:
    """Divide; a feature that does not vary promises nothing, one that varies with the label alone all."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ratio = above / below
    return np.asarray(np.where(np.isnan(ratio), -1.0, ratio))


def _neighbours(features: Array, labels: Array, *, classes: bool) -> float:
    """Score each row by the others: the nearest one's class, or the mean of the five nearest numbers (R2)."""
    points = _comparable(features)
    squares = np.einsum("ij,ij->i", points, points)
    apart = points @ points.T
    apart *= -2.0
    apart += squares  # squared distances, but for a number that is the same in the whole row
    np.fill_diagonal(apart, np.inf)
    if classes:
        return float(np.mean(labels[apart.argmin(axis=1)] == labels))
    nearest = np.argpartition(apart, _NEAREST, axis=1)[:, :_NEAREST]
    error = labels[nearest].mean(axis=1) - labels
    return float(1.0 - np.mean(error**2) / np.var(labels))


def _comparable(features: Array) -> Array:
    """Scale features to the same deviation; the pixels of images, which share a scale, stay as they are."""
    centred = features - features.mean(axis=0)
    deviation = centred.std(axis=0)
    if features.shape[1] > _IMAGE_WIDTH:
        deviation = np.full_like(deviation, max(float(centred.std()), 1e-30))
    return np.asarray(centred / np.where(deviation > 0, deviation, 1.0), np.float32)
