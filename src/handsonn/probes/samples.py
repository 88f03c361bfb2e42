"""A few samples, as tensors a network can be called with, drawn without any global generator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from handsonn.probes.reading import first_samples, is_dataset, is_once_only, read_arrays
from handsonn.records import Array


def opened(x: Any, y: Any = None) -> tuple[Any, Any]:
    """Give x and y of a dataset's first samples; anything else as it is, a generator as (None, None)."""
    if is_once_only(x):
        return None, None
    return first_samples(x) if is_dataset(x) else (x, y)


def sample_count(x: Any) -> int:
    """Count the samples of what fit takes as x."""
    first = read_arrays(x, "x")[:1]
    array = first[0].array if first else None
    return int(array.shape[0]) if array is not None and array.shape else 0


def drawn_rows(samples: int, wanted: int, seed: int) -> Array:
    """Draw `wanted` different rows of `samples`, in rising order; all of them where there are fewer."""
    if samples <= wanted:
        return np.arange(samples)
    return np.sort(np.random.default_rng(seed).choice(samples, wanted, replace=False))


def take(given: Any, rows: Array) -> Any:
    """Take rows of x or y in its own structure: one array, a list or a dict of them; None stays None.

    Floats become Keras' own float type, as fit makes them.
    """
    read = read_arrays(given, "x")
    if not read:
        return None
    arrays = [_fitting(item.array[rows]) for item in read if item.array is not None]
    if isinstance(given, Mapping):
        return dict(zip(given, arrays, strict=True))
    return arrays[0] if len(read) == 1 and not read[0].name.endswith("]") else arrays


def _fitting(array: Any) -> Array:
    import keras

    dense = array.toarray() if hasattr(array, "toarray") else array
    if dense.dtype.kind == "O":
        dense = dense.astype(np.float64)
    return np.asarray(dense.astype(keras.config.floatx()) if dense.dtype.kind == "f" else dense)
