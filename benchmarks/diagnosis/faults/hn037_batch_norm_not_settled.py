"""BatchNormalization whose running statistics hardly move in so few steps."""

from __future__ import annotations

from typing import Any

import keras

from benchmarks.diagnosis.fault import Fault, Sick, pick, with_layers
from benchmarks.diagnosis.surgery import Place, copy_of
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    momentum = pick((0.9999, 0.9995, 0.9999), program, seed)

    def edit(layer: Any, place: Place) -> list[Any]:
        if type(layer).__name__ == "BatchNormalization":
            return [copy_of(layer, momentum=momentum)]
        if not place.hidden:
            return [copy_of(layer)]
        return [copy_of(layer), keras.layers.BatchNormalization(momentum=momentum)]

    sick = with_layers(program.training(seed), edit)
    return Sick(sick, f"BatchNormalization with momentum {momentum}", frozenset({"network"}))


FAULT = Fault("HN037", "BatchNormalization not settled", inject)
