"""What an array looks like as labels: its values and how often each occurs, one-hot rows, classes."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.probes.moments import Moments
from handsonn.records import Array

MOST_VALUES = 1_000
_FEW_EACH = 3


def label_words(numbers: Array, found: Moments) -> dict[str, Any]:
    """Give the fields of ArrayFacts that speak of labels. numbers: any shape; found: its moments."""
    two_valued = _is_two_valued(found)
    words: dict[str, Any] = {"two_valued": two_valued}
    if is_column(numbers.shape):
        values, counts = np.unique(numbers.reshape(-1), return_counts=True)
        finite = np.isfinite(values)
        values, counts = values[finite], counts[finite]
        words["distinct"] = len(values)
        if 0 < len(values) <= MOST_VALUES:
            words["values"] = tuple(float(value) for value in values)
            words["counts"] = tuple(int(count) for count in counts)
            if found.whole and np.array_equal(values, np.arange(len(values))):
                words["class_counts"] = words["counts"]
    elif numbers.ndim == 2 and numbers.shape[1] > 1 and two_valued and not found.nan:  # noqa: PLR2004
        ones = numbers.sum(axis=1, dtype=np.int64)
        if len(numbers) and bool(np.all(ones == 1)):
            words["one_hot"] = True
            words["class_counts"] = tuple(int(count) for count in numbers.sum(axis=0, dtype=np.int64))
    return words


def class_codes(y: Array | None) -> tuple[Array, list[str]] | None:
    """Give each sample the number of its class, shape (samples,), and the classes' names; None for numbers.

    Text, one-hot rows, and columns of few values that repeat are classes.
    """
    if y is None or not isinstance(y, np.ndarray) or len(y) == 0:
        return None
    if y.ndim == 2 and y.shape[1] > 1:  # noqa: PLR2004
        rows = y.sum(axis=1) if y.dtype.kind in "buif" else np.zeros(len(y))
        if np.all(rows == 1) and np.all((y == 0) | (y == 1)):
            return y.argmax(axis=1), [str(place) for place in range(y.shape[1])]
        return None
    if not is_column(y.shape):
        return None
    column = y.reshape(-1)
    if column.dtype.kind in "OUST":
        column = column.astype(str)
    elif not np.all(np.isfinite(column)) or np.any(column != np.trunc(column)):
        return None
    values, codes = np.unique(column, return_inverse=True)
    if len(values) > len(column) / _FEW_EACH or len(values) > MOST_VALUES // 5:
        return None
    return codes.reshape(-1), [_name(value) for value in values]


def is_column(shape: tuple[int, ...]) -> bool:
    """Tell whether it is one value for each sample."""
    return len(shape) == 1 or (len(shape) == 2 and shape[1] == 1)  # noqa: PLR2004


def _is_two_valued(found: Moments) -> bool:
    some = bool((found.count > 0).any())
    return some and found.whole and bool(found.minimum.min() >= 0.0) and bool(found.maximum.max() <= 1.0)


def _name(value: Any) -> str:
    return str(value) if isinstance(value, str) else f"{float(value):g}"
