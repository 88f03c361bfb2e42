"""Inputs as they were measured, or one feature in a far smaller unit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.diagnosis.fault import Fault, Sick, randomness, with_arrays
from benchmarks.diagnosis.training import Arrays, Program, each_x


def inject(program: Program, seed: int) -> Sick | None:
    training = program.training(seed)
    if seed % 3 == 2 and program.subject == "table" and program.task != "the input itself":  # noqa: PLR2004
        return _one_feature(program, seed)
    raw = program.raw(seed)
    if same(raw.x, training.arrays.x):
        return None  # the program needs no scaling
    if program.task == "the input itself":
        # What goes in comes out again, so the targets are as large: row 8 says the same, and row 2 where the
        # output ends with a sigmoid.
        also = ("HN002", "HN008")
        return Sick(with_arrays(training, lambda _: raw), "as measured", frozenset({"arrays"}), also)
    return Sick(with_arrays(training, lambda a: features_of(a, raw)), "as measured", frozenset({"arrays"}))


def features_of(arrays: Arrays, raw: Arrays) -> Arrays:
    """Put the raw features where the prepared ones were."""
    held = None
    if arrays.validation is not None and raw.validation is not None:
        held = (raw.validation[0], arrays.validation[1])
    return replace(arrays, x=raw.x, test_x=raw.test_x, validation=held)


def _one_feature(program: Program, seed: int) -> Sick:
    """Write one feature in another unit, such as grams instead of tonnes."""
    training = program.training(seed)
    first = training.arrays.x[0] if isinstance(training.arrays.x, list) else training.arrays.x
    feature = int(randomness(program, "HN007", seed).integers(first.shape[-1]))
    factor = np.ones(first.shape[-1], "float32")
    factor[feature] = 1000.0

    def work(x: Any) -> Any:
        return [x[0] * factor, *x[1:]] if isinstance(x, list) else x * factor

    told = f"feature {feature} a thousand times larger"
    return Sick(with_arrays(training, lambda a: each_x(a, work)), told, frozenset({"arrays"}))


def same(one: Any, other: Any) -> bool:
    pairs = zip(one, other, strict=True) if isinstance(one, list) else [(one, other)]
    return all(np.array_equal(a, b) for a, b in pairs)


FAULT = Fault("HN007", "unscaled inputs", inject)
