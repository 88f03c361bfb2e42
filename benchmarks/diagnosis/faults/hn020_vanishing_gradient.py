"""Many sigmoid layers in a row: the first ones hardly feel the loss."""

from __future__ import annotations

from typing import Any

import keras

from benchmarks.diagnosis.fault import Fault, Sick, pick, with_layers
from benchmarks.diagnosis.surgery import Place, copy_of
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    depth, units = pick((6, 8, 10), program, seed), 24

    def edit(layer: Any, place: Place) -> list[Any]:
        if not place.last:
            return [copy_of(layer)]
        deep = [keras.layers.Dense(units, activation="sigmoid") for _ in range(depth)]
        return [*deep, copy_of(layer)]

    sick = with_layers(program.training(seed), edit)
    return Sick(sick, f"{depth} sigmoid layers before the output", frozenset({"network"}))


FAULT = Fault("HN020", "vanishing gradient", inject)
