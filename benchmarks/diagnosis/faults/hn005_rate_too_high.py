"""A learning rate far too high."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, optimizer_of, pick, with_rate
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    training = program.training(seed)
    rate = float(optimizer_of(training).learning_rate) * pick((100.0, 1000.0, 300.0), program, seed)
    return Sick(with_rate(training, rate), f"a learning rate of {rate:.2g}", frozenset({"compiling"}))


FAULT = Fault("HN005", "learning rate too high", inject)
