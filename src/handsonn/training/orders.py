"""The order in which an epoch visits the samples, drawn as Keras draws it.

Keras shuffles with NumPy's global generator, one permutation an epoch; drawing from the same generator at
the same moments is what makes our weights equal to those of model.fit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def draw_order(samples: int, batch_size: int, shuffle: Any) -> NDArray[np.int32]:
    """Draw the row numbers of one epoch, shape (samples,).

    shuffle: False keeps the rows' order, "batch" shuffles inside each batch, anything true shuffles all.
    """
    if not shuffle:
        return np.arange(samples, dtype=np.int32)
    if shuffle == "batch":
        starts = range(0, samples, batch_size)
        parts = [np.random.permutation(min(batch_size, samples - s)) + s for s in starts]  # noqa: NPY002
        return np.concatenate(parts).astype(np.int32)
    return np.random.permutation(samples).astype(np.int32)  # noqa: NPY002


def draw_orders(count: int, samples: int, batch_size: int, shuffle: Any) -> NDArray[np.int32]:
    """Draw the orders of several epochs one after the other, shape (count, samples)."""
    return np.stack([draw_order(samples, batch_size, shuffle) for _ in range(count)])
