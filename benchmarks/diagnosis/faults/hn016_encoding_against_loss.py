"""Class numbers where the loss wants one-hot rows, or the other way round."""

from __future__ import annotations

from benchmarks.diagnosis.fault import Fault, Sick, loss_name, one_hot_labels, pick, with_compiling
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    if program.task != "classes":
        return None  # only several classes are encoded in two ways
    training = program.training(seed)
    if one_hot_labels(training):
        loss = "sparse_categorical_crossentropy"
    else:
        loss = pick(("categorical_crossentropy", "categorical_crossentropy", "mse"), program, seed)
    # With mse row 11 is true as well: a loss for numbers.
    also = ("HN011",) if loss == "mse" else ()
    sick = with_compiling(training, loss=lambda: loss)
    told = f"{loss} with labels made for {loss_name(training)}"
    return Sick(sick, told, frozenset({"compiling"}), also)


FAULT = Fault("HN016", "label encoding against loss", inject)
