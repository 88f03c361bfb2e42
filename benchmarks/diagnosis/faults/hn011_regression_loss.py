"""A loss for numbers where classes are to be learnt."""

from __future__ import annotations

from benchmarks.diagnosis.fault import (
    Fault,
    Sick,
    one_hot_labels,
    pick,
    with_compiling,
    with_output,
)
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    if program.task not in ("two classes", "classes", "several labels"):
        return None
    training = program.training(seed)
    loss = pick(("mean_absolute_error", "mse", "mean_squared_logarithmic_error"), program, seed)
    sick = with_compiling(training, loss=lambda: loss)
    if program.task == "classes" and not one_hot_labels(training):
        # Class numbers as amounts, by one linear unit: row 9 names the one unit for several classes.
        amounts = with_output(sick, units=1, activation="linear")
        return Sick(amounts, f"{loss} on class numbers", frozenset({"network", "compiling"}), ("HN009",))
    return Sick(sick, f"{loss} for classes", frozenset({"compiling"}))


FAULT = Fault("HN011", "regression loss for classification", inject)
