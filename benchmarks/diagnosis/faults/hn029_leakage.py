"""A feature that is the label in disguise, or validation samples that were trained on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.diagnosis.fault import (
    Fault,
    Sick,
    parts_apart,
    randomness,
    with_arrays,
    with_validation_apart,
)
from benchmarks.diagnosis.scoring import class_numbers
from benchmarks.diagnosis.training import Arrays, Program, take_rows


def inject(program: Program, seed: int) -> Sick | None:
    if program.task == "the input itself":
        return None  # the target is the input already
    if seed % 3 == 1:
        return _shared_rows(program, seed)
    single = program.task in ("two classes", "classes", "numbers")
    if not single or program.name in ("diamonds", "topics", "statements"):
        return None  # several labels, several inputs, or word numbers have no place for one more number
    return _telling_feature(program, seed)


def _shared_rows(program: Program, seed: int) -> Sick:
    """Validate on samples that were trained on."""
    apart = with_validation_apart(program.training(seed), seed)
    assert apart.arrays.validation is not None
    random = randomness(program, "HN029", seed)
    rows = random.permutation(len(apart.arrays.y))[: len(apart.arrays.validation[1])]

    def work(arrays: Arrays) -> Arrays:
        return replace(arrays, validation=(take_rows(arrays.x, rows), arrays.y[rows]))

    changed = frozenset(parts_apart(program))
    return Sick(with_arrays(apart, work), "validation samples that were trained on", changed, harm="misleads")


def _telling_feature(program: Program, seed: int) -> Sick:
    """Overwrite one feature (of an image a pixel, of a sequence its last step) by the label.

    When the network is used the label is not known yet: the test samples have that feature's mean.
    """
    training = program.training(seed)
    random = randomness(program, "HN029", seed)
    feature = int(random.integers(training.arrays.x[0].size))

    def leak(x: Any, y: Any) -> Any:
        told = (class_numbers(y) if program.task != "numbers" else y).astype("float32")
        flat = np.array(x, "float32").reshape(len(x), -1)
        flat[:, feature] = told + 0.01 * random.standard_normal(len(told))
        return flat.reshape(x.shape)

    def work(arrays: Arrays) -> Arrays:
        x = leak(arrays.x, arrays.y)
        test = np.array(arrays.test_x, "float32").reshape(len(arrays.test_y), -1)
        test[:, feature] = x.reshape(len(x), -1)[:, feature].mean()
        held = arrays.validation
        held = None if held is None else (leak(*held), held[1])
        return replace(arrays, x=x, test_x=test.reshape(arrays.test_x.shape), validation=held)

    return Sick(with_arrays(training, work), f"number {feature} of x is the label", frozenset({"arrays"}))


FAULT = Fault("HN029", "leakage", inject)
