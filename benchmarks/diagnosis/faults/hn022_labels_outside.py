"""Labels that the loss cannot take: -1 and 1, or 1 to k."""

from __future__ import annotations

from benchmarks.diagnosis.fault import (
    Fault,
    Sick,
    loss_name,
    one_hot_labels,
    pick,
    with_compiling,
    with_labels,
    with_output,
)
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    training = program.training(seed)
    if program.task == "two classes":
        low, high = pick(((-1, 1), (1, 2)), program, seed)
        sick = with_labels(training, lambda y: (y * (high - low) + low).astype("float32"))
        return Sick(sick, f"labels {low} and {high}", frozenset({"arrays"}))
    if program.task == "classes" and not one_hot_labels(training):
        assert loss_name(training) == "sparse_categorical_crossentropy"
        return Sick(with_labels(training, lambda y: y + 1), "labels from 1", frozenset({"arrays"}))
    if program.task == "numbers":
        bounded = with_output(training, activation="sigmoid")
        sick = with_compiling(bounded, loss=lambda: "binary_crossentropy")
        # Row 2 is true of the same line: a sigmoid for numbers without bounds.
        return Sick(sick, "cross-entropy of numbers", frozenset({"network", "compiling"}), ("HN002",))
    return None  # one-hot rows and several labels are 0 and 1 by their making


FAULT = Fault("HN022", "labels outside the loss's domain", inject)
