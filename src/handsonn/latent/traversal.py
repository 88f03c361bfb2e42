"""One number of a code moved over its range, the others held."""

from __future__ import annotations

import numpy as np

from handsonn.errors import LatentError
from handsonn.records import Array

LOW, HIGH = 1.0, 99.0  # percentiles: the few most extreme samples would stretch the range


def traversal(codes: Array, dimension: int, steps: int = 9, start: Array | None = None) -> Array:
    """Move one dimension from its 1st to its 99th percentile in equal steps: (steps, latent_dim).

    codes: the samples', shape (samples, latent_dim). start: the code whose other numbers are held; None takes
    the median of each. Raises LatentError for a dimension that a code does not have.
    """
    size = codes.shape[1]
    if isinstance(dimension, bool) or not isinstance(dimension, (int, np.integer)):
        raise LatentError(f"dimension is {dimension!r}; give the number of one, from 0 to {size - 1}.")
    if not 0 <= dimension < size:
        raise LatentError(f"a code has the dimensions 0 to {size - 1}; there is no dimension {dimension}.")
    if isinstance(steps, bool) or not isinstance(steps, (int, np.integer)) or steps < 2:  # noqa: PLR2004
        raise LatentError(f"steps is {steps!r}; a traversal has at least its two ends, so give 2 or more.")
    held = np.median(codes, axis=0) if start is None else np.asarray(start)
    path = np.repeat(held[None].astype(np.float32), steps, axis=0)
    low, high = np.percentile(codes[:, dimension].astype(np.float64), [LOW, HIGH])
    path[:, dimension] = np.linspace(low, high, steps)
    return path
