"""An Embedding that is fed numbers it does not know, or an array that was never filled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.diagnosis.fault import Fault, Sick, kinds_of_layers, with_arrays, with_layers
from benchmarks.diagnosis.surgery import Place, copy_of
from benchmarks.diagnosis.training import Arrays, Program, each_x


def inject(program: Program, seed: int) -> Sick | None:
    training = program.training(seed)
    if "Embedding" in kinds_of_layers(program):
        if seed % 3 == 0:
            sick = with_layers(training, _small_vocabulary)
            return Sick(sick, "numbers beyond the Embedding's input_dim", frozenset({"network"}))
        if seed % 3 == 1:
            scaled = with_arrays(training, lambda arrays: each_x(arrays, _as_shares))
            return Sick(scaled, "word numbers scaled to 0..1", frozenset({"arrays"}))
    if program.task == "the input itself" or seed % 3 != 2:  # noqa: PLR2004
        return None  # an autoencoder of zeros has nothing to get wrong
    # HN052, a rule of its own for samples that are all alike, is another name for the same.
    sick = with_arrays(training, _never_filled)
    return Sick(sick, "x holds nothing but 0", frozenset({"arrays"}), ("HN052",))


def _small_vocabulary(layer: Any, _place: Place) -> list[Any]:
    small = {"input_dim": layer.input_dim // 2} if type(layer).__name__ == "Embedding" else {}
    return [copy_of(layer, **small)]


def _as_shares(x: Any) -> Any:
    if isinstance(x, list):
        return [x[0], (x[1] / 8).astype("float32")]
    return (x / 500).astype("float32")


def _never_filled(arrays: Arrays) -> Arrays:
    """Keep the test samples: in use the right array comes in."""

    def zeros(x: Any) -> Any:
        return [np.zeros_like(part) for part in x] if isinstance(x, list) else np.zeros_like(x)

    held = arrays.validation
    held = None if held is None else (zeros(held[0]), held[1])
    return replace(arrays, x=zeros(arrays.x), validation=held)


FAULT = Fault("HN039", "the wrong array is fed", inject)
