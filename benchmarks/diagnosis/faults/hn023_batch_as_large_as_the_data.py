"""One batch of all samples: one step in each epoch."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, with_fitting
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    training = program.training(seed)
    size = len(training.arrays.y)
    # Row 3 counts the same steps: too few of them.
    return Sick(
        with_fitting(training, batch_size=size), f"batches of {size}", frozenset({"fitting"}), ("HN003",)
    )


FAULT = Fault("HN023", "batch as large as the data", inject)
