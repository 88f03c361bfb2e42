"""Class numbers 0, 1, 2, ... with a single sigmoid unit."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, one_hot_labels, with_compiling, with_labels, with_output
from benchmarks.diagnosis.scoring import class_numbers
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    if program.task != "classes":
        return None  # it takes more than two classes
    training = program.training(seed)
    changed = {"network", "compiling"}
    if one_hot_labels(training):
        training = with_labels(training, class_numbers)
        changed.add("arrays")
    one = with_output(training, units=1, activation="sigmoid")
    sick = with_compiling(one, loss=lambda: "binary_crossentropy", metrics=lambda: ["accuracy"])
    # Row 22 says the same of the labels: they lie outside what binary cross-entropy takes.
    return Sick(sick, "one sigmoid unit for several classes", frozenset(changed), ("HN022",))


FAULT = Fault("HN009", "one sigmoid unit for several classes", inject)
