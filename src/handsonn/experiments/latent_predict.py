"""What a model gives for some samples, quickly for one of them and for many."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.records import Array

# Each new batch size costs a compilation, so batches of these sizes are filled up and cut off again.
_SIZES = (1, 16, 128, 1024)


def predict(model: Any, x: Array) -> Array:
    """Run the model outside training: x of shape (samples, ...) to float32, shape (samples, ...)."""
    parts, start = [], 0
    while start < len(x):
        left = len(x) - start
        size = next((size for size in _SIZES if size >= left), _SIZES[-1])
        block = x[start : start + size]
        short = size - len(block)
        filled = np.concatenate([block, np.repeat(block[-1:], short, axis=0)]) if short else block
        parts.append(np.asarray(model.predict_on_batch(filled))[: len(block)])
        start += size
    if not parts:
        return np.zeros((0, *model.output_shape[1:]), np.float32)
    return np.concatenate(parts)
