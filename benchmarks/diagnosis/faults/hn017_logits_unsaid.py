"""A linear output with a cross-entropy that was not told of logits."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, loss_name, takes_logits, with_compiling, with_output
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    training = program.training(seed)
    if "crossentropy" not in loss_name(training):
        return None
    if takes_logits(training):
        name = loss_name(training)
        return Sick(
            with_compiling(training, loss=lambda: name), "from_logits left out", frozenset({"compiling"})
        )
    return Sick(with_output(training, activation=None), "no activation on the output", frozenset({"network"}))


FAULT = Fault("HN017", "linear output with cross-entropy", inject)
