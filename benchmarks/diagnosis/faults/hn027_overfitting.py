"""A network far too large for its samples, trained far too long."""

from __future__ import annotations

from typing import Any

from benchmarks.diagnosis.fault import (
    Fault,
    Sick,
    randomness,
    some_rows,
    with_arrays,
    with_fitting,
    with_layers,
    with_validation_apart,
)
from benchmarks.diagnosis.surgery import Place, copy_of
from benchmarks.diagnosis.training import Program

MOST_EPOCHS = 120


def inject(program: Program, seed: int) -> Sick | None:
    apart = with_validation_apart(program.training(seed), seed)
    total = len(apart.arrays.y)
    rows = randomness(program, "HN027", seed).permutation(total)[: max(40, total // 6)]
    fewer = with_arrays(apart, lambda arrays: some_rows(arrays, rows))
    longer = with_fitting(fewer, epochs=min(6 * program.fitting["epochs"], MOST_EPOCHS))
    sick = with_layers(longer, _wider)
    told = f"{len(rows)} samples, hidden layers 4 times as wide, {longer.fitting['epochs']} epochs"
    # Row 12 gives the cause of the same: too little data for the capacity.
    return Sick(sick, told, frozenset({"network", "arrays", "fitting"}), ("HN012",), "loss")


def _wider(layer: Any, place: Place) -> list[Any]:
    if type(layer).__name__ == "Dropout":
        return []
    return [
        copy_of(layer, **({"units": 4 * layer.units} if place.hidden and hasattr(layer, "units") else {}))
    ]


FAULT = Fault("HN027", "overfitting", inject)
