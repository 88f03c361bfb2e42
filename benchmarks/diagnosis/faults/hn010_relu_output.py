"""ReLU on a classifier's output."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, with_output
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    if program.task in ("numbers", "the input itself"):
        return None  # no classifier; ReLU with negative targets is row 18
    return Sick(
        with_output(program.training(seed), activation="relu"), "ReLU on the classifier's output",
        frozenset({"network"}),
    )  # fmt: skip


FAULT = Fault("HN010", "ReLU on a classifier's output", inject)
