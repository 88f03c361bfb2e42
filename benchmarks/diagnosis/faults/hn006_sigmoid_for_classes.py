"""Sigmoid outputs with categorical cross-entropy, where each sample has one class."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, with_output
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    if program.task != "classes":
        return None  # two classes with one unit, and several labels, want a sigmoid
    training = with_output(program.training(seed), activation="sigmoid")
    told = "sigmoid outputs with a categorical loss"
    return Sick(training, told, frozenset({"network"}), harm="no probabilities")


FAULT = Fault("HN006", "sigmoid outputs for one class of several", inject)
