"""Samples sorted by their label, of which validation_split takes the last."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.diagnosis.fault import Fault, Sick, pick, some_rows, with_arrays, with_fitting
from benchmarks.diagnosis.scoring import class_numbers
from benchmarks.diagnosis.training import Arrays, Program


def inject(program: Program, seed: int) -> Sick | None:
    if program.task not in ("two classes", "classes", "numbers"):
        return None  # several labels and an autoencoder have no order of one label
    share = pick((0.2, 0.3, 0.25), program, seed)

    def in_order(arrays: Arrays) -> Arrays:
        rows = np.argsort(class_numbers(arrays.y), kind="stable")
        return replace(some_rows(arrays, rows), validation=None)

    training = with_fitting(with_arrays(program.training(seed), in_order), validation_split=share)
    changed = {"arrays"} if program.fitting.get("validation_split") == share else {"arrays", "fitting"}
    told = f"sorted by label, validation_split={share}"
    return Sick(training, told, frozenset(changed), harm="misleads")


FAULT = Fault("HN031", "sorted data with validation_split", inject)
