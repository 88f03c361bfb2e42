"""A learning rate far too low."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, optimizer_of, pick, with_rate
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    training = program.training(seed)
    rate = float(optimizer_of(training).learning_rate) * pick((1e-3, 1e-4, 1e-2), program, seed)
    return Sick(with_rate(training, rate), f"a learning rate of {rate:.2g}", frozenset({"compiling"}))


FAULT = Fault("HN004", "learning rate too low", inject)
