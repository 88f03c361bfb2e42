"""Which rows are drawn: at random, with each class in its share, or the latest."""

from __future__ import annotations

import numpy as np

from handsonn.records import Array


def latest(rows: Array, number: int) -> Array:
    """Take the last rows."""
    return rows[len(rows) - number :]


def draw(rows: Array, number: int, classes: Array | None, random: np.random.Generator) -> tuple[Array, str]:
    """Draw this many of the rows, and say how. The drawn rows come in ascending order.

    classes: the class number of each row, shape (rows,), for a stratified draw: each class gives its share,
    rounded by the largest remainder, and keeps at least one row; None draws from all rows alike.
    """
    if classes is None:
        return np.sort(random.permutation(rows)[:number]), "at random"
    numbers, counts = np.unique(classes, return_counts=True)
    if (counts - 1).sum() < number:
        return np.sort(random.permutation(rows)[:number]), "at random (too few samples to stratify by class)"
    quotas = shares(counts, number)
    taken = [
        random.permutation(rows[classes == label])[:quota]
        for label, quota in zip(numbers, quotas, strict=True)
    ]
    alone = int((counts == 1).sum())
    lonely = f" ({alone} classes with a single sample stay in training)" if alone else ""
    return np.sort(np.concatenate(taken)), f"stratified by class{lonely}"


def shares(counts: Array, number: int) -> Array:
    """Divide `number` among classes of these counts in proportion; each class keeps at least one sample.

    The method of the largest remainder: no class is more than one away from its exact share unless that one
    sample is its last.
    """
    exact = counts * (number / counts.sum())
    quotas: Array = np.minimum(np.floor(exact).astype(np.int64), counts - 1)
    while quotas.sum() < number:
        remainders = np.where(quotas < counts - 1, exact - quotas, -np.inf)
        quotas[int(np.argmax(remainders))] += 1
    return quotas
