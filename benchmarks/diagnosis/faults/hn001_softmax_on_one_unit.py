"""Softmax over one unit: the output is 1 whatever goes in."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, with_output
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    if program.task not in ("two classes", "numbers"):
        return None  # several classes have several units; one unit for them is row 9
    training = program.training(seed)
    return Sick(
        with_output(training, activation="softmax"),
        "softmax over the only output unit",
        frozenset({"network"}),
    )


FAULT = Fault("HN001", "softmax on one unit", inject)
