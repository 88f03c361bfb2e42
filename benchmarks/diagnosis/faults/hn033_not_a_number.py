"""Missing values, or an infinite one, left in the arrays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.diagnosis.fault import Fault, Sick, pick, randomness, with_arrays
from benchmarks.diagnosis.training import Arrays, Program


def inject(program: Program, seed: int) -> Sick | None:
    random = randomness(program, "HN033", seed)
    value, count = pick(((np.nan, 3), (np.inf, 1), (np.nan, 20)), program, seed)
    in_targets = program.task == "numbers" and seed % 2 == 1

    def holes(array: np.ndarray) -> np.ndarray:
        flat = np.array(array, "float32").reshape(-1)
        flat[random.permutation(flat.size)[:count]] = value
        return flat.reshape(array.shape)

    def work(arrays: Arrays) -> Arrays:
        if in_targets:
            return replace(arrays, y=holes(arrays.y))
        if isinstance(arrays.x, list):
            return replace(arrays, x=[holes(arrays.x[0]), *arrays.x[1:]])
        sick = replace(arrays, x=holes(arrays.x))
        return replace(sick, y=sick.x) if program.task == "the input itself" else sick

    training = program.training(seed)
    if not in_targets and not isinstance(training.arrays.x, list) and training.arrays.x.dtype.kind == "i":
        return None  # whole numbers (of words) cannot be missing
    told = f"{count} numbers of {'y' if in_targets else 'x'} are {value}"
    return Sick(with_arrays(training, work), told, frozenset({"arrays"}))


FAULT = Fault("HN033", "NaN or infinite numbers", inject)
