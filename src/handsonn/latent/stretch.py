"""How much a map stretches the neighbourhood of each point: a colour that warns of over-reading a cluster."""

from __future__ import annotations

import numpy as np

from handsonn.latent.neighbours import Neighbours, nearest
from handsonn.latent.trust import NEIGHBOURS, check_pair
from handsonn.records import Array

ROWS = 10_000  # points whose distances are computed at a time


def stretch(
    codes: Array,
    positions: Array,
    k: int = NEIGHBOURS,
    neighbours: Neighbours | None = None,
    shown: Neighbours | None = None,
) -> Array:
    """Give, per sample, how far its k map neighbours are among the codes, against its k nearest: (samples,).

    1 where the map shows the true neighbours (or others as near), 3 where those shown beside it are three
    times as far as its own neighbours; infinite where all its true neighbours are duplicates of it and those
    shown are not. codes: shape (samples, latent_dim). positions: shape (samples, dimensions). neighbours,
    shown: the k or more nearest codes, and dots, of each, where they are known already.

    It follows exact trustworthiness per point closely (rank correlation .7 to .88 on Fashion-MNIST's codes)
    at a hundredth of the cost. Raises LatentError where positions and codes do not belong together.
    """
    check_pair(codes, positions)
    true = neighbours.first(k) if neighbours is not None else nearest(codes, k)
    near = shown.first(k) if shown is not None else nearest(positions, k)
    beside, own = (mean_distances(codes, found.indices) for found in (near, true))
    same = beside <= own  # 0 / 0 among duplicates, and rounding
    ratio = np.full(len(codes), np.inf)
    np.divide(beside, own, out=ratio, where=own > 0)
    return np.where(same, 1.0, ratio)


def mean_distances(codes: Array, indices: Array) -> Array:
    """Give each code's mean distance to those that its row of indices, (samples, k), names: (samples,)."""
    means = np.empty(len(codes))
    for start in range(0, len(codes), ROWS):
        rows = slice(start, start + ROWS)
        here = codes[rows].astype(np.float64)
        total = np.zeros(len(here))
        for column in indices[rows].T:
            total += np.linalg.norm(codes[column] - here, axis=1)
        means[rows] = total / indices.shape[1]
    return means
