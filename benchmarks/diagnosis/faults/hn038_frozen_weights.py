"""Layers that may not learn."""

from __future__ import annotations

from typing import Any

from benchmarks.diagnosis.fault import Fault, Sick, with_layers
from benchmarks.diagnosis.surgery import Place, copy_of
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    everything = seed % 3 == 0
    told = "every layer is frozen" if everything else "every layer but the last is frozen"

    def edit(layer: Any, place: Place) -> list[Any]:
        return [copy_of(layer, **({"trainable": False} if everything or not place.last else {}))]

    return Sick(with_layers(program.training(seed), edit), told, frozenset({"network"}))


FAULT = Fault("HN038", "frozen weights", inject)
