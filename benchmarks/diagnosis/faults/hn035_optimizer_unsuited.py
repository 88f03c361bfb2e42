"""An optimizer that hardly moves with Keras' own settings."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, pick, with_compiling
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    name = pick(("adadelta", "ftrl", "adagrad"), program, seed)
    sick = with_compiling(program.training(seed), optimizer=lambda: name)
    # Row 4 names the same line: with each of them 0.001 is far too low a rate.
    return Sick(sick, f"{name} with its default rate", frozenset({"compiling"}), ("HN004",))


FAULT = Fault("HN035", "unsuited optimizer", inject)
