"""Categorical cross-entropy with one output unit: the loss is 0 from the start."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, pick, with_compiling
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    if program.task != "two classes":
        return None  # several classes have several units here
    names = ("categorical_crossentropy", "sparse_categorical_crossentropy", "categorical_crossentropy")
    loss = pick(names, program, seed)
    sick = with_compiling(program.training(seed), loss=lambda: loss)
    return Sick(sick, f"{loss} with one unit", frozenset({"compiling"}))


FAULT = Fault("HN015", "cross-entropy with one output unit", inject)
