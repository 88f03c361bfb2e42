"""Hidden ReLU units that never fire."""

from __future__ import annotations

import keras

from benchmarks.diagnosis.fault import Fault, Sick, kinds_of_layers, pick, with_hidden
from benchmarks.diagnosis.surgery import layers_of
from benchmarks.diagnosis.training import Program


def inject(program: Program, seed: int) -> Sick | None:
    relu = any(
        getattr(getattr(layer, "activation", None), "__name__", "") == "relu"
        for layer, place in layers_of(program.network)
        if place.hidden
    )
    if not relu or {"LSTM", "GRU"} & kinds_of_layers(program):
        return None  # no hidden ReLU, or gates that the same bias would shut
    training = program.training(seed)
    bias = pick((-3.0, -5.0, -10.0), program, seed)
    sick = with_hidden(training, bias_initializer=keras.initializers.Constant(bias))
    # Row 34 names the same line: the biases' first values.
    return Sick(sick, f"hidden biases start at {bias}", frozenset({"network"}), ("HN034",))


FAULT = Fault("HN019", "dead ReLU units", inject)
