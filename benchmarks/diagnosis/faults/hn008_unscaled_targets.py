"""Targets in their own unit: prices in dollars, or shares of a million."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.diagnosis.fault import Fault, Sick, with_arrays, with_labels
from benchmarks.diagnosis.training import Arrays, Program


def inject(program: Program, seed: int) -> Sick | None:
    if program.task != "numbers":
        return None  # classes have no unit; an autoencoder's targets are its inputs (row 7)
    training = program.training(seed)
    if seed % 3 == 2:  # noqa: PLR2004
        tiny = with_labels(training, lambda y: y * 1e-3)
        return Sick(tiny, "targets with a deviation of 0.001", frozenset({"arrays"}))
    raw = program.raw(seed)
    return Sick(
        with_arrays(training, lambda arrays: _targets_of(arrays, raw)),
        f"targets with a deviation of {float(raw.y.std()):.3g}",
        frozenset({"arrays"}),
    )


def _targets_of(arrays: Arrays, raw: Arrays) -> Arrays:
    held = None
    if arrays.validation is not None and raw.validation is not None:
        held = (arrays.validation[0], raw.validation[1])
    return replace(arrays, y=raw.y, test_y=raw.test_y, validation=held)


FAULT = Fault("HN008", "unscaled targets", inject)
