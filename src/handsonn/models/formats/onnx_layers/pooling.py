"""Pooling layers as ONNX nodes."""

from __future__ import annotations

from typing import Any

from handsonn.models.formats.onnx_layers.graph import Graph, Tensor
from handsonn.models.formats.onnx_layers.shapes import require_channels_last
from handsonn.models.formats.onnx_layers.windows import channels_first, channels_last, padding_attributes


def lower_max_pooling(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.MaxPooling1D, 2D and 3D."""
    return _pool(graph, layer, inputs[0], "MaxPool")


def lower_average_pooling(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.AveragePooling1D, 2D and 3D; padded places do not count."""
    return _pool(graph, layer, inputs[0], "AveragePool", count_include_pad=0)


def _pool(graph: Graph, layer: Any, x: Tensor, operator: str, **attributes: int) -> str:
    require_channels_last(layer)
    window, strides = list(layer.pool_size), list(layer.strides)
    pads = padding_attributes(layer.padding, x.shape[1:-1], window, strides, [1] * len(window))
    pooled = graph.add(
        operator, channels_first(graph, x), kernel_shape=window, strides=strides, **pads, **attributes
    )
    return channels_last(graph, pooled, len(x.shape))


def lower_global_average(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.GlobalAveragePooling1D, 2D and 3D."""
    return _reduce(graph, layer, inputs[0], "ReduceMean")


def lower_global_max(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.GlobalMaxPooling1D, 2D and 3D."""
    return _reduce(graph, layer, inputs[0], "ReduceMax")


def _reduce(graph: Graph, layer: Any, x: Tensor, operator: str) -> str:
    require_channels_last(layer)
    axes = graph.whole(*range(1, len(x.shape) - 1))
    return graph.add(operator, x.name, axes, keepdims=int(layer.keepdims))
