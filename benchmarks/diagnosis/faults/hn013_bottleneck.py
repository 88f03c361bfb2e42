"""A hidden layer with a single unit, through which everything must go."""

from __future__ import annotations

from typing import Any

from benchmarks.diagnosis.fault import Fault, Sick, pick, with_layers
from benchmarks.diagnosis.surgery import Place, copy_of, layers_of
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    ranks = [
        place.rank for layer, place in layers_of(program.network) if place.hidden and hasattr(layer, "units")
    ]
    if not ranks:
        return None  # no hidden layer with units
    rank = pick(tuple(ranks), program, seed)

    def edit(layer: Any, place: Place) -> list[Any]:
        return [copy_of(layer, **({"units": 1} if place.rank == rank else {}))]

    return Sick(
        with_layers(program.training(seed), edit), f"weighted layer {rank} has 1 unit", frozenset({"network"})
    )


FAULT = Fault("HN013", "one-unit bottleneck", inject)
