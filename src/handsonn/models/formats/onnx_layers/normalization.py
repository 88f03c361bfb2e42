"""Normalising layers as ONNX nodes: what they learnt in training is now constant."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.models.formats.onnx_layers.graph import Graph, Tensor, refuse, weight
from handsonn.records import Array


def lower_batch_normalization(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower x * scale + shift, folded from the moving mean and variance as Keras does at inference."""
    mean, variance = weight(layer.moving_mean), weight(layer.moving_variance)
    scale = 1.0 / np.sqrt(variance + np.float32(layer.epsilon))
    if layer.scale:
        scale = scale * weight(layer.gamma)
    shift = -mean * scale
    if layer.center:
        shift = shift + weight(layer.beta)
    axis, rank = int(layer.axis), len(inputs[0].shape)
    scaled = graph.add("Mul", inputs[0].name, graph.constant(_along(scale, axis, rank)))
    return graph.add("Add", scaled, graph.constant(_along(shift, axis, rank)))


def _along(values: Array, axis: int, rank: int) -> Array:
    """Shape a vector so that it broadcasts along one axis."""
    sizes = [1] * rank
    sizes[axis] = -1
    return values.reshape(sizes)


def lower_layer_normalization(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.LayerNormalization over the last axis."""
    rank, axes = len(inputs[0].shape), layer.axis if isinstance(layer.axis, (list, tuple)) else [layer.axis]
    if [axis % rank for axis in axes] != [rank - 1]:
        raise refuse(layer, f"it runs along the axes {list(axes)}, and only the last one is supported")
    size = int(inputs[0].shape[-1] or 0)
    gamma = weight(layer.gamma) if layer.scale else np.ones(size, "float32")
    beta = weight(layer.beta) if layer.center else np.zeros(size, "float32")
    names = (graph.constant(gamma), graph.constant(beta))
    return graph.add("LayerNormalization", inputs[0].name, *names, axis=-1, epsilon=float(layer.epsilon))


def lower_unit_normalization(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.UnitNormalization: each vector divided by its length."""
    axes = layer.axis if isinstance(layer.axis, (list, tuple)) else [layer.axis]
    length = graph.add("ReduceL2", inputs[0].name, graph.whole(*axes), keepdims=1)
    return graph.add("Div", inputs[0].name, graph.add("Max", length, graph.constant(1e-12)))


def lower_normalization(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.Normalization: (x - mean) / standard deviation of the training rows."""
    if layer.invert:
        raise refuse(layer, "invert=True is not supported")
    mean = np.asarray(layer.mean, dtype="float32")
    deviation = np.maximum(np.sqrt(np.asarray(layer.variance, dtype="float32")), np.float32(1e-7))
    centred = graph.add("Sub", inputs[0].name, graph.constant(mean))
    return graph.add("Div", centred, graph.constant(deviation))


def lower_rescaling(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.Rescaling: x * scale + offset."""
    scaled = graph.add("Mul", inputs[0].name, graph.constant(np.asarray(layer.scale, dtype="float32")))
    return graph.add("Add", scaled, graph.constant(np.asarray(layer.offset, dtype="float32")))
