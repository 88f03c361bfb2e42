"""Batches of one or two samples."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, pick, with_fitting
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    size = pick((1, 2, 1), program, seed)
    training = with_fitting(program.training(seed), batch_size=size)
    return Sick(training, f"batches of {size}", frozenset({"fitting"}), harm="slow")


FAULT = Fault("HN024", "batch of one or two", inject)
