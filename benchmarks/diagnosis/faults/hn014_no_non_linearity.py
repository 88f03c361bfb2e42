"""Hidden layers without an activation: together no more than one linear layer."""

from __future__ import annotations

from typing import Any

from benchmarks.diagnosis.fault import Fault, Sick, kinds_of_layers, with_layers
from benchmarks.diagnosis.surgery import Place, copy_of
from benchmarks.diagnosis.training import Program

BENT = {"MaxPooling2D", "MaxPooling1D", "GlobalMaxPooling1D", "LSTM", "GRU"}
"""Layers that are not linear whatever their activation."""


def inject(program: Program, seed: int) -> Sick | None:
    if BENT & kinds_of_layers(program):
        return None
    sick = with_layers(program.training(seed), _straight)
    return Sick(sick, "no activation in any hidden layer", frozenset({"network"}))


def _straight(layer: Any, place: Place) -> list[Any]:
    if type(layer).__name__ == "Activation":
        return []
    changes = {"activation": None} if place.hidden and hasattr(layer, "activation") else {}
    return [copy_of(layer, **changes)]


FAULT = Fault("HN014", "no hidden non-linearity", inject)
