"""Checks of arrays before anything learns from them; each failure names the sample where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from handsonn.errors import DataError
from handsonn.records import Array

_NUMBER_KINDS = "biuf"
_BLOCK_VALUES = 8_000_000  # a mask of 8 MB at a time


def check_numbers(source: str, name: str, value: Any) -> Array:
    """Return the value as an array of numbers. Raises DataError for objects, texts, dates."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise DataError(
            f"{source}: {name} has rows of different lengths; expected a regular array."
        ) from None
    if array.dtype.kind not in _NUMBER_KINDS:
        raise DataError(
            f"{source}: {name} holds {_kind_in_words(array)} (dtype {array.dtype}); expected an array of "
            "numbers."
        )
    if array.ndim == 0 or len(array) == 0:
        raise DataError(
            f"{source}: {name} has shape {array.shape}, so there are no samples; expected (samples, ...)."
        )
    if array.size == 0:
        raise DataError(f"{source}: {name} has shape {array.shape}, so its samples are empty.")
    return array


def _kind_in_words(array: Array) -> str:
    words = {
        "O": "Python objects",
        "U": "texts",
        "S": "bytes",
        "M": "dates",
        "m": "durations",
        "c": "complex numbers",
    }
    return words.get(array.dtype.kind, "records")


def check_lengths(source: str, x: Array, y: Array | None) -> None:
    """Raise DataError if samples and labels are not equally many."""
    if y is not None and len(x) != len(y):
        raise DataError(
            f"{source}: x has {len(x):,} samples, but y has {len(y):,} labels; expected as many of both."
        )


def check_finite(
    source: str, name: str, array: Array, *, feature_names: Sequence[str] = (), gaps_allowed: bool = False
) -> None:
    """Raise DataError, naming sample (0 is the first) and feature, for a value that a network cannot hold.

    That is Inf, a number beyond float32, and NaN unless gaps are allowed.
    """
    if array.dtype.kind != "f":
        return
    step = max(1, _BLOCK_VALUES // max(1, array[0].size))
    for start in range(0, len(array), step):
        block = array[start : start + step]
        with np.errstate(invalid="ignore"):
            bad = ~(np.abs(block) <= np.finfo(np.float32).max)
        if gaps_allowed:
            bad &= ~np.isnan(block)
        if bad.any():
            sample, *place = (int(index[0]) for index in np.nonzero(bad))
            value = block[(sample, *place)]
            raise DataError(
                f"{source}: {name} is {_value_in_words(value)} in sample "
                f"{start + sample:,}{_place_in_words(place, feature_names)}; {_remedy(name, value)}."
            )


def _value_in_words(value: Any) -> str:
    return "missing (NaN)" if np.isnan(value) else f"{value}, more than a network can hold (3.4e38),"


def _remedy(name: str, value: Any) -> str:
    if np.isnan(value) and name != "y":
        return "remove that sample, or fill the gaps with missing='median' (--missing median)"
    return "correct or remove that sample"


def _place_in_words(place: Sequence[int], feature_names: Sequence[str]) -> str:
    if not place:
        return ""
    if len(place) == 1 and feature_names:
        return f", feature {feature_names[place[0]]!r}"
    return f", position {place[0] if len(place) == 1 else tuple(place)}"


def check_classes(source: str, y: Array) -> None:
    """Raise DataError if class numbers are all the same."""
    if len(np.unique(y)) < 2:  # noqa: PLR2004 - a choice needs two
        raise DataError(
            f"{source}: every sample is of class {y.flat[0]}; there is nothing to tell apart, expected at "
            "least two classes."
        )
