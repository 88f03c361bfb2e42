"""One class nearly gone from the training samples."""

from __future__ import annotations

import numpy as np

from benchmarks.diagnosis.fault import Fault, Sick, pick, randomness, some_rows, with_arrays
from benchmarks.diagnosis.scoring import class_numbers
from benchmarks.diagnosis.training import Arrays, Program, take_rows


def inject(program: Program, seed: int) -> Sick | None:
    if program.task not in ("two classes", "classes"):
        return None
    training = program.training(seed)
    random = randomness(program, "HN028", seed)
    common = int(random.integers(len(np.unique(class_numbers(training.arrays.y)))))
    share = pick((0.02, 0.03, 0.04), program, seed)

    def keep(y: np.ndarray) -> np.ndarray:
        labels = class_numbers(y)
        kept = []
        for one in np.unique(labels):
            rows = random.permutation(np.flatnonzero(labels == one))
            kept.append(rows if one == common else rows[: max(1, int(share * len(rows)))])
        return random.permutation(np.concatenate(kept))

    def rarer(arrays: Arrays) -> Arrays:
        fewer = some_rows(arrays, keep(arrays.y))
        if arrays.validation is None:
            return fewer
        x, y = arrays.validation
        rows = keep(y)
        return Arrays(fewer.x, fewer.y, fewer.test_x, fewer.test_y, (take_rows(x, rows), y[rows]))

    told = f"of every class but number {common} only {share:.0%} is left"
    return Sick(with_arrays(training, rarer), told, frozenset({"arrays"}))


FAULT = Fault("HN028", "class imbalance", inject)
