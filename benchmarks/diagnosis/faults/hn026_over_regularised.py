"""Penalties on the weights that outweigh the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras

from benchmarks.diagnosis.fault import Fault, Sick, pick, with_layers
from benchmarks.diagnosis.surgery import Place, copy_of
from benchmarks.diagnosis.training import Program

PENALTIES: tuple[tuple[str, Callable[[], Any]], ...] = (
    ("L2(1)", lambda: keras.regularizers.L2(1.0)),
    ("L1(0.1)", lambda: keras.regularizers.L1(0.1)),
    ("L2(10)", lambda: keras.regularizers.L2(10.0)),
)


def inject(program: Program, seed: int) -> Sick | None:
    name, penalty = pick(PENALTIES, program, seed)

    def edit(layer: Any, place: Place) -> list[Any]:
        return [copy_of(layer, **({"kernel_regularizer": penalty()} if place.weighted else {}))]

    sick = with_layers(program.training(seed), edit)
    return Sick(sick, f"{name} on every kernel", frozenset({"network"}))


FAULT = Fault("HN026", "over-regularised", inject)
