"""Do labels separate in the codes? Told by the nearest neighbours, next to the raw features."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handsonn.errors import LatentError
from handsonn.records import Array

MOST_SAMPLES = 10_000
_95_PERCENT = 1.96


@dataclass(frozen=True)
class Share:
    """A share of samples with its 95 % interval (Wilson 1927)."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Separation:
    """How many samples the majority of their k nearest neighbours labels rightly.

    codes, features: with distances between codes, and between raw features. difference: codes minus features,
    with the 95 % interval of its mean over the same samples. largest_class: what always guessing the largest
    class gets right. samples: how many were asked.
    """

    codes: Share
    features: Share
    difference: Share
    largest_class: float
    samples: int
    k: int


def separation(
    codes: Array, features: Array, labels: Array, *, k: int = 5, folds: int = 5, seed: int = 0
) -> Separation:
    """Classify each sample by its k nearest neighbours among the other folds' samples.

    codes: (samples, latent_dim). features: (samples, ...), flattened here. labels: class numbers, (samples,).
    More than 10,000 samples are judged by 10,000, drawn at random.
    Raises LatentError without two classes, or with too few samples.
    """
    labels = np.asarray(labels)
    _check(len(codes), len(features), labels, k, folds)
    rows = np.arange(len(codes))
    if len(rows) > MOST_SAMPLES:
        rows = np.sort(np.random.default_rng(seed).choice(len(rows), MOST_SAMPLES, replace=False))
    flat = np.asarray(features)[rows].reshape(len(rows), -1)
    own = labels[rows]
    in_codes, in_features = (_right(x, own, k, folds, seed) for x in (np.asarray(codes)[rows], flat))
    _, counts = np.unique(own, return_counts=True)
    return Separation(
        codes=wilson(in_codes),
        features=wilson(in_features),
        difference=_mean(in_codes.astype(np.float64) - in_features),
        largest_class=float(counts.max() / len(own)),
        samples=len(own),
        k=k,
    )


def wilson(right: Array) -> Share:
    """Give the share of True, with Wilson's interval, which stays between 0 and 1."""
    count, share, z = len(right), float(np.mean(right)), _95_PERCENT
    middle = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    half = z * np.sqrt(share * (1 - share) / count + z**2 / (4 * count**2)) / (1 + z**2 / count)
    return Share(share, float(max(0.0, middle - half)), float(min(1.0, middle + half)))


def _mean(values: Array) -> Share:
    mean = float(values.mean())
    half = _95_PERCENT * float(values.std(ddof=1)) / np.sqrt(len(values))
    return Share(mean, float(mean - half), float(mean + half))


def _right(x: Array, labels: Array, k: int, folds: int, seed: int) -> Array:
    """Tell for each sample whether its neighbours in the other folds label it rightly."""
    from sklearn.neighbors import KNeighborsClassifier

    fold_of = np.random.default_rng(seed).permutation(np.arange(len(x)) % folds)
    right = np.zeros(len(x), bool)
    for fold in range(folds):
        held = fold_of == fold
        model = KNeighborsClassifier(k, algorithm="brute").fit(x[~held], labels[~held])
        right[held] = model.predict(x[held]) == labels[held]
    return right


def _check(codes: int, features: int, labels: Array, k: int, folds: int) -> None:
    if not codes == features == len(labels):
        raise LatentError(
            f"there are {codes:,} codes, {features:,} samples and {len(labels):,} labels; expected as "
            "many of each."
        )
    if labels.dtype.kind not in "iub" or len(np.unique(labels)) < 2:  # noqa: PLR2004 - two classes
        raise LatentError("labels separate only where there are class numbers, of at least two classes.")
    fewest = folds + k * folds // (folds - 1)
    if codes < fewest:
        raise LatentError(f"{codes} samples are too few for {k} neighbours in {folds} folds; give {fewest}.")
