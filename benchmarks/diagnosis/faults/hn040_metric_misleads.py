"""A metric that says nothing of the task: accuracy of numbers, or exact equality."""

from __future__ import annotations

import keras

from benchmarks.diagnosis.fault import Fault, Sick, with_compiling
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    training = program.training(seed)
    if program.task in ("numbers", "the input itself"):
        sick = with_compiling(training, metrics=lambda: ["accuracy"])
        return Sick(sick, "accuracy of numbers", frozenset({"compiling"}), harm="none")
    if program.task == "classes":
        return None  # keras.metrics.Accuracy raises there, by the shapes
    sick = with_compiling(training, metrics=lambda: [keras.metrics.Accuracy()])
    return Sick(sick, "metrics=[Accuracy()], exact equality", frozenset({"compiling"}), harm="none")


FAULT = Fault("HN040", "misleading metric", inject)
