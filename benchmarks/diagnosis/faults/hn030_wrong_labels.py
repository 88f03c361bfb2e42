"""Labels that belong to other samples."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.diagnosis.fault import Fault, Sick, pick, randomness, with_arrays
from benchmarks.diagnosis.training import Arrays, Program


def inject(program: Program, seed: int) -> Sick | None:
    if program.task == "the input itself":
        return None  # no labels
    share = pick((1.0, 0.6, 0.8), program, seed)
    random = randomness(program, "HN030", seed)

    def mixed(y: np.ndarray) -> np.ndarray:
        rows = random.permutation(len(y))[: int(share * len(y))]
        wrong = y.copy()
        wrong[rows] = y[random.permutation(rows)]
        return wrong

    def work(arrays: Arrays) -> Arrays:
        held = arrays.validation
        held = None if held is None else (held[0], mixed(held[1]))
        return replace(arrays, y=mixed(arrays.y), validation=held)

    sick = with_arrays(program.training(seed), work)
    return Sick(sick, f"{share:.0%} of the labels shuffled", frozenset({"arrays"}))


FAULT = Fault("HN030", "wrong labels", inject)
