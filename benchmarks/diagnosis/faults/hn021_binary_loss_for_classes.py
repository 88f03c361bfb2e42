"""Binary cross-entropy and binary accuracy for one class of several."""

from __future__ import annotations

import keras

from benchmarks.diagnosis.fault import (
    Fault,
    Harm,
    Sick,
    class_count,
    one_hot_labels,
    pick,
    with_compiling,
    with_labels,
    with_output,
)
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    if program.task != "classes":
        return None
    training, changed = program.training(seed), {"compiling"}
    if not one_hot_labels(training):
        classes = class_count(training)
        training = with_labels(training, lambda y: keras.utils.to_categorical(y, classes))
        changed.add("arrays")
    harm: Harm = "misleads"
    if pick((True, False), program, seed):
        harm = "no probabilities"
        training = with_output(training, activation="sigmoid")
        changed.add("network")
    makers = {"loss": lambda: "binary_crossentropy", "metrics": lambda: ["binary_accuracy"]}
    # Row 40 is true of the same line: that metric says 90 % where nothing was learnt.
    told = "binary cross-entropy and binary accuracy for several classes"
    return Sick(with_compiling(training, **makers), told, frozenset(changed), ("HN040",), harm)


FAULT = Fault("HN021", "binary cross-entropy for one-hot classes", inject)
