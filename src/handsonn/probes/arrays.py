"""One array of samples as a record."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.probes.labels import label_words
from handsonn.probes.moments import Moments, moments
from handsonn.probes.numeric import as_numbers, is_text
from handsonn.probes.reading import Given, read_arrays
from handsonn.records import Array, ArrayFacts


def array_facts(given: Any, name: str = "x") -> ArrayFacts:
    """Read one array (of several inputs, the first)."""
    return facts_of(read_arrays(given, name)[0])[0]


def facts_of(given: Given) -> tuple[ArrayFacts, Moments | None]:
    """Give the record of one array, and its moments (None where it holds no numbers)."""
    array = given.array
    if array is None:
        return ArrayFacts(given.name, (), "", given.given_as), None
    shape, dtype = tuple(int(side) for side in array.shape), str(array.dtype)
    numbers = as_numbers(array)
    if numbers is None:
        text = is_text(array)
        distinct = len({str(item) for item in array.reshape(-1)}) if text and _is_column(shape) else 0
        return ArrayFacts(given.name, shape, dtype, given.given_as, text=text, distinct=distinct), None
    return from_moments(given, numbers, moments(numbers))


def from_moments(given: Given, numbers: Array, found: Moments) -> tuple[ArrayFacts, Moments]:
    """Put moments and what the labels look like together."""
    array = given.array
    assert array is not None
    shape = tuple(int(side) for side in array.shape)
    counted = found.count > 0
    whole, some = found.together(), bool(counted.any())
    words = label_words(numbers, found) if isinstance(numbers, np.ndarray) else {}
    facts = ArrayFacts(
        given.name, shape, str(array.dtype), given.given_as, found.nan, found.infinite,
        minimum=float(whole.minimum[0]) if some else 0.0,
        maximum=float(whole.maximum[0]) if some else 0.0,
        mean=float(whole.mean[0]), deviation=float(whole.deviation[0]),
        feature_minimum=np.where(counted, found.minimum, 0.0),
        feature_maximum=np.where(counted, found.maximum, 0.0),
        feature_mean=found.mean, feature_deviation=found.deviation,
        whole=found.whole and some, **words,
    )  # fmt: skip
    return facts, found


def _is_column(shape: tuple[int, ...]) -> bool:
    return len(shape) == 1 or (len(shape) == 2 and shape[1] == 1)  # noqa: PLR2004
