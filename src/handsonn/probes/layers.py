"""A layer as a record: kind, size, activation, shapes, and the arguments that matter."""

from __future__ import annotations

import math
from typing import Any

from handsonn.probes.places import Place
from handsonn.probes.spelling import activation_name, activation_of, object_word
from handsonn.records import LayerFacts
from handsonn.records.run import Setting

_PLAIN = (
    "rate", "momentum", "epsilon", "center", "scale", "offset", "use_bias", "input_dim", "output_dim",
    "mask_zero", "kernel_size", "strides", "padding", "pool_size", "return_sequences", "stateful",
    "negative_slope", "max_value", "target_shape", "axis", "stddev", "num_heads", "key_dim", "dropout",
    "recurrent_dropout",
)  # fmt: skip
_SPELLED = (
    "kernel_initializer", "bias_initializer", "embeddings_initializer", "recurrent_initializer",
    "kernel_regularizer", "bias_regularizer", "activity_regularizer", "embeddings_regularizer",
    "kernel_constraint",
)  # fmt: skip
_SIZES = ("units", "filters", "output_dim")


def layer_facts(place: Place, inbound: tuple[str, ...]) -> LayerFacts:
    """Read one layer. inbound: names of layers (not of bare operations)."""
    layer = place.operation
    return LayerFacts(
        name=place.name,
        kind=type(layer).__name__,
        units=_units(place),
        activation=activation_of(layer),
        input_shape=place.input_shape,
        output_shape=place.output_shape,
        parameters=sum(math.prod(weight.shape) for weight in layer.weights),
        trainable=bool(layer.trainable),
        settings=_settings(layer),
        inbound=inbound,
    )


def _units(place: Place) -> int:
    """Size of the last axis that a layer with weights makes; known unbuilt where it is an argument."""
    layer = getattr(place.operation, "layer", place.operation)
    for name in _SIZES:
        size = getattr(layer, name, None)
        if isinstance(size, int):
            return size
    weights = place.operation.weights
    return int(place.output_shape[-1] or 0) if weights and place.output_shape else 0


def _settings(layer: Any) -> dict[str, Setting]:
    inner = getattr(layer, "layer", None)
    settings: dict[str, Setting] = {} if inner is None else {"layer": type(inner).__name__}
    source = layer if inner is None else inner
    for name in _PLAIN:
        value = getattr(source, name, None)
        if isinstance(value, (bool, int, float, str)):
            settings[name] = value
        elif isinstance(value, (tuple, list)) and value and all(isinstance(side, int) for side in value):
            settings[name] = tuple(value)
    for name in _SPELLED:
        word = object_word(getattr(source, name, None))
        if word:
            settings[name] = word
    recurrent = getattr(source, "recurrent_activation", None)
    if recurrent is not None:
        settings["recurrent_activation"] = activation_name(recurrent)
    if type(layer).__name__ == "Normalization":
        settings["adapted"] = _is_adapted(layer)
    return settings


def _is_adapted(layer: Any) -> bool:
    """Whether a Normalization knows the moments of data: given ones, or those of adapt()."""
    import numpy as np

    if getattr(layer, "input_mean", None) is not None:
        return True
    mean, variance = getattr(layer, "adapt_mean", None), getattr(layer, "adapt_variance", None)
    if mean is None or variance is None:
        return False
    return bool(np.any(np.asarray(mean) != 0.0) or np.any(np.asarray(variance) != 1.0))
