"""No Flatten before the output, or an activation twice."""

from __future__ import annotations

from typing import Any

import keras

from benchmarks.diagnosis.fault import Fault, Sick, kinds_of_layers, with_layers
from benchmarks.diagnosis.surgery import Place, copy_of
from benchmarks.diagnosis.training import Program

GATHERING = {"Flatten", "GlobalAveragePooling1D", "GlobalMaxPooling1D"}


def inject(program: Program, seed: int) -> Sick | None:
    kinds = kinds_of_layers(program)
    if seed % 3 != 2 and GATHERING & kinds and program.name != "diamonds":  # noqa: PLR2004
        sick = with_layers(program.training(seed), _without_gathering)
        return Sick(sick, "no Flatten or pooling before the dense layers", frozenset({"network"}))
    if seed % 3 != 2 and {"LSTM", "GRU"} & kinds:  # noqa: PLR2004
        sick = with_layers(program.training(seed), _every_step)
        return Sick(sick, "return_sequences=True before the dense layers", frozenset({"network"}))
    if program.task in ("numbers", "the input itself"):
        return None  # a linear activation twice is none
    return Sick(
        with_layers(program.training(seed), _twice), "the output's activation twice", frozenset({"network"})
    )


def _without_gathering(layer: Any, _place: Place) -> list[Any]:
    return [] if type(layer).__name__ in GATHERING else [copy_of(layer)]


def _every_step(layer: Any, _place: Place) -> list[Any]:
    return [copy_of(layer, **({"return_sequences": True} if hasattr(layer, "cell") else {}))]


def _twice(layer: Any, place: Place) -> list[Any]:
    if not place.last:
        return [copy_of(layer)]
    name = keras.activations.serialize(layer.activation)
    return [copy_of(layer), keras.layers.Activation("sigmoid" if name == "linear" else name)]


FAULT = Fault("HN036", "missing or wrong layer", inject)
