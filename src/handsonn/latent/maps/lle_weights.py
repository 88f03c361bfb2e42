"""How each code is mixed from its neighbours: the first half of locally linear embedding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from handsonn.records import Array

BLOCK = 5_000  # codes whose small systems are solved together; 60 MB at k = 12 and 64 numbers a code


def mixing_weights(codes: Array, indices: Array, reg: float, told: Callable[[float], None]) -> Array:
    """Give the weights, float64, shape (samples, k), that mix each code best from its neighbours.

    codes: shape (samples, latent_dim). indices: shape (samples, k). Each row of weights sums to one and
    minimises |x - sum of w_j x_j|^2 + reg * (sum of |x - x_j|^2) * |w|^2: the cost of Roweis and Saul (2000),
    conditioned as in section 5.1 of Saul and Roweis (2003), in scikit-learn's scale.
    told: hears the share that is done, block by block.
    """
    samples, k = indices.shape
    weights = np.empty((samples, k))
    ones = np.ones((1, k, 1))
    diagonal = np.arange(k)
    for start in range(0, samples, BLOCK):
        told(start / samples)
        rows = slice(start, start + BLOCK)
        apart = codes[indices[rows]].astype(np.float64) - codes[rows, None]
        products = apart @ apart.transpose(0, 2, 1)
        spread = np.trace(products, axis1=1, axis2=2)
        products[:, diagonal, diagonal] += np.where(spread > 0, spread, 1.0)[:, None] * reg
        mixed = np.linalg.solve(products, ones)[:, :, 0]
        weights[rows] = mixed / mixed.sum(axis=1, keepdims=True)
    return weights


def mismatch(indices: Array, weights: Array) -> Any:
    """Give I - W, sparse, float64, shape (samples, samples): what is left of a map that is not mixed so."""
    from scipy import sparse

    samples, k = indices.shape
    columns = np.hstack([np.arange(samples, dtype=np.int32)[:, None], indices])
    values = np.hstack([np.ones((samples, 1)), -weights])
    starts = np.arange(0, samples * (k + 1) + 1, k + 1)
    matrix = sparse.csr_array((values.ravel(), columns.ravel(), starts), shape=(samples, samples))
    matrix.sort_indices()
    return matrix
