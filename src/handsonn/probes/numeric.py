"""Bring an array of any type to numbers that can be counted, or say that it holds text."""

from __future__ import annotations

import numpy as np

from handsonn.records import Array

_LOOKED_AT = 1_000


def is_text(array: Array) -> bool:
    """Tell whether it holds text, alone or among other things."""
    if array.dtype.kind in "USO" and isinstance(array, np.ndarray):
        if array.dtype.kind != "O":
            return True
        return any(isinstance(item, (str, bytes)) for item in array.reshape(-1)[:_LOOKED_AT])
    return array.dtype.kind == "T"


def as_numbers(array: Array) -> Array | None:
    """Give booleans, integers or floats of the same shape; None where it holds no numbers.

    Objects are read as float64 (None is NaN); short floats such as bfloat16 become float32.
    """
    kind = array.dtype.kind
    if kind in "buif":
        return array
    if is_text(array):
        return None
    if kind == "V" and array.dtype.names is None and array.dtype.itemsize <= 2:  # noqa: PLR2004 - bfloat16
        return array.astype(np.float32)
    if kind == "c":
        return np.abs(array)
    if kind != "O":
        return None
    try:
        return array.astype(np.float64)
    except (TypeError, ValueError):  # rows of different lengths, or things that are no numbers
        return None
