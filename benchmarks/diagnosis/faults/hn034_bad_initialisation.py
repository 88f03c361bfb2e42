"""First weights that are all equal, or far too large."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras

from benchmarks.diagnosis.fault import Fault, Sick, pick, with_layers
from benchmarks.diagnosis.surgery import Place, copy_of
from benchmarks.diagnosis.training import Program

KERNELS: tuple[tuple[str, Callable[[], Any]], ...] = (
    ("zeros", lambda: "zeros"),
    ("ones", lambda: "ones"),
    ("RandomNormal(stddev=3)", lambda: keras.initializers.RandomNormal(stddev=3.0)),
)


def inject(program: Program, seed: int) -> Sick | None:
    name, kernel = pick(KERNELS, program, seed)

    def edit(layer: Any, place: Place) -> list[Any]:
        return [copy_of(layer, **({"kernel_initializer": kernel()} if place.weighted else {}))]

    sick = with_layers(program.training(seed), edit)
    return Sick(sick, f"every kernel starts as {name}", frozenset({"network"}))


FAULT = Fault("HN034", "bad initialisation", inject)
