"""Nearly all units dropped in training, or the outputs themselves."""

from __future__ import annotations

from typing import Any

import keras

from benchmarks.diagnosis.fault import Fault, Sick, pick, with_layers
from benchmarks.diagnosis.surgery import Place, copy_of
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    rate, after_last = pick(((0.9, False), (0.5, True), (0.95, False)), program, seed)

    def edit(layer: Any, place: Place) -> list[Any]:
        here = place.last if after_last else place.hidden
        return [copy_of(layer), *([keras.layers.Dropout(rate)] if here else [])]

    where = "on the output" if after_last else "after every hidden layer"
    return Sick(with_layers(program.training(seed), edit), f"Dropout({rate}) {where}", frozenset({"network"}))


FAULT = Fault("HN025", "too much dropout", inject)
