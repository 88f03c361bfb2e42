"""Training stops long before the network has learnt."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, pick, with_fitting
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    epochs = pick((1, 2, 1), program, seed)
    training = with_fitting(program.training(seed), epochs=epochs)
    return Sick(training, f"{epochs} epochs instead of {program.fitting['epochs']}", frozenset({"fitting"}))


FAULT = Fault("HN003", "too few epochs", inject)
