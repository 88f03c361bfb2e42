"""Where a new code belongs on a map that is made already: among its neighbours.

Works on every map, is the same each time, and takes about a millisecond, where a method's own way to place
new points, if it has one, takes seconds.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.errors import LatentError
from handsonn.latent.neighbours import nearest
from handsonn.latent.trust import NEIGHBOURS, check_pair
from handsonn.records import Array


def place(new_codes: Any, codes: Array, positions: Array, k: int = NEIGHBOURS) -> Array:
    """Give the median position of the k nearest codes' positions: shape (new, dimensions), float32.

    new_codes: shape (new, latent_dim). codes: shape (samples, latent_dim), with their positions, shape
    (samples, dimensions). The median stays inside one part of a torn neighbourhood, where a mean would fall
    between them. Raises LatentError for codes that do not fit.
    """
    asked = _checked(new_codes, codes, positions)
    near = nearest(codes, k, asked).indices
    return np.asarray(np.median(positions[near], axis=1), np.float32)


def place_exactly(new_codes: Any, codes: Array, positions: Array, k: int = NEIGHBOURS) -> Array:
    """Give the inverse-distance mean of the k nearest codes' positions: shape (new, dimensions), float32.

    A code that is one of the map's sits on that one's dot: for the two ends of a path. Arguments and errors
    are those of `place`.
    """
    asked = _checked(new_codes, codes, positions)
    near = nearest(codes, k, asked).indices
    weights = inverse_distance_weights(asked, codes[near])
    return np.asarray(np.einsum("nk,nkd->nd", weights, positions[near]), np.float32)


def inverse_distance_weights(points: Array, near: Array) -> Array:
    """Give weights that sum to one per row, shape (rows, k); whoever is at no distance takes all weight.

    points: shape (rows, features). near: shape (rows, k, features).
    """
    # The search's own distances are sums of squares, which do not cancel to exactly zero.
    distances = np.linalg.norm(near.astype(np.float64) - points[:, None], axis=2)
    exact = distances == 0
    weights = 1.0 / np.where(exact, 1.0, distances)
    weights = np.where(exact.any(axis=1, keepdims=True), exact, weights)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _checked(new_codes: Any, codes: Array, positions: Array) -> Array:
    """Give the new codes as float32, shape (new, latent_dim)."""
    check_pair(codes, positions)
    asked = np.asarray(new_codes, dtype=np.float32)
    if asked.ndim != 2 or asked.shape[1] != codes.shape[1]:  # noqa: PLR2004 - one row per new code
        raise LatentError(
            f"the new codes have the shape {asked.shape}; this map needs (new, {codes.shape[1]}): "
            "encode them by the encoder that made the map's codes."
        )
    if not np.isfinite(asked).all():
        raise LatentError("the new codes hold NaN or infinity; place finite ones.")
    return asked
