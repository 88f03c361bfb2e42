"""A ReLU output where targets are negative: it can never answer them."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, with_output
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    training = program.training(seed)
    if program.task not in ("numbers", "the input itself") or float(training.arrays.y.min()) >= 0.0:
        return None  # a classifier (row 10), or targets from 0 up
    return Sick(with_output(training, activation="relu"), "a ReLU output", frozenset({"network"}))


FAULT = Fault("HN018", "ReLU output with negative targets", inject)
