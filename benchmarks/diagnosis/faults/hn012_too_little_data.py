"""A handful of samples for a network of thousands of weights."""

from __future__ import annotations

import numpy as np

from benchmarks.diagnosis.fault import (
    Fault,
    Sick,
    parts_apart,
    pick,
    randomness,
    some_rows,
    with_arrays,
    with_validation_apart,
)
from benchmarks.diagnosis.scoring import class_numbers
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    apart = with_validation_apart(program.training(seed), seed)
    each = pick((2, 3, 2), program, seed)
    random = randomness(program, "HN012", seed)
    if program.task in ("two classes", "classes"):
        labels = class_numbers(apart.arrays.y)
        groups = [random.permutation(np.flatnonzero(labels == one))[:each] for one in np.unique(labels)]
        rows = random.permutation(np.concatenate(groups))
    else:
        rows = random.permutation(len(apart.arrays.y))[: 4 * each]
    sick = with_arrays(apart, lambda arrays: some_rows(arrays, rows))
    # Row 27 sees the same in the curve: perfect on these few, poor on others.
    return Sick(sick, f"{len(rows)} training samples", frozenset(parts_apart(program)), ("HN027",))


FAULT = Fault("HN012", "too little data for the capacity", inject)
