"""The layers of a network as facts: what model.summary() prints, to be rendered by others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class LayerFacts:
    """One layer.

    kind: its class, such as "Dense". output_shape: without the batch; None where a size is not fixed.
    parameters: weights and biases it holds. trainable: how many of them training may change.
    """

    name: str
    kind: str
    output_shape: tuple[int | None, ...]
    parameters: int
    trainable: int


def summarise(model: Any) -> tuple[LayerFacts, ...]:
    """List the facts of each layer, in the model's order; the layers inside a nested model count as one."""
    return tuple(_facts(layer) for layer in model.layers)


def count_parameters(model: Any) -> tuple[int, int]:
    """Count (all parameters, trainable ones); (0, 0) for a model that is not built."""
    return _size(model.weights), _size(model.trainable_weights)


def _facts(layer: Any) -> LayerFacts:
    return LayerFacts(
        name=str(layer.name),
        kind=type(layer).__name__,
        output_shape=_output_shape(layer),
        parameters=_size(layer.weights),
        trainable=_size(layer.trainable_weights),
    )


def _output_shape(layer: Any) -> tuple[int | None, ...]:
    """Read the shape; () for a layer without a single known output."""
    try:
        output = layer.output
    except (AttributeError, ValueError):
        return ()
    return tuple(output.shape[1:]) if hasattr(output, "shape") else ()


def _size(weights: Any) -> int:
    total = 0
    for weight in weights:
        size = 1
        for length in weight.shape:
            size *= int(length)
        total += size
    return total
