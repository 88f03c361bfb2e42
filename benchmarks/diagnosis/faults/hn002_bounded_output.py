"""A bounded output for numbers that have no bounds."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, pick, with_output
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    training = program.training(seed)
    numbers = program.task in ("numbers", "the input itself")
    if not numbers or float(training.arrays.y.min()) >= 0.0:
        return None  # targets from 0 to 1 fit a sigmoid
    activation = pick(("sigmoid", "tanh", "sigmoid"), program, seed)
    return Sick(
        with_output(training, activation=activation), f"a {activation} output", frozenset({"network"})
    )


FAULT = Fault("HN002", "bounded output for numbers", inject)
