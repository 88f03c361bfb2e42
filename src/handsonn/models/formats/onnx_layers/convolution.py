"""Convolutions as ONNX nodes; kernels are turned from (size..., in, out) to (out, in, size...)."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.models.formats.onnx_layers.activations import activate
from handsonn.models.formats.onnx_layers.dense import add_bias
from handsonn.models.formats.onnx_layers.graph import Graph, Tensor, refuse, weight
from handsonn.models.formats.onnx_layers.shapes import require_channels_last
from handsonn.models.formats.onnx_layers.windows import channels_first, channels_last, padding_attributes
from handsonn.records import Array


def lower_convolution(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.Conv1D, 2D and 3D."""
    kernel = weight(layer.kernel)
    rank = kernel.ndim
    turned = kernel.transpose(rank - 1, rank - 2, *range(rank - 2))
    result = _convolve(graph, layer, inputs[0], turned, group=int(layer.groups))
    return activate(graph, layer, add_bias(graph, layer, channels_last(graph, result, rank)))


def lower_depthwise(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.DepthwiseConv1D and 2D: each channel has its own kernels."""
    result = _convolve_depthwise(graph, layer, inputs[0], weight(layer.kernel))
    rank = len(inputs[0].shape)
    return activate(graph, layer, add_bias(graph, layer, channels_last(graph, result, rank)))


def lower_separable(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.SeparableConv1D and 2D: depthwise, then a 1 x 1 convolution across channels."""
    result = _convolve_depthwise(graph, layer, inputs[0], weight(layer.depthwise_kernel))
    pointwise = weight(layer.pointwise_kernel)
    rank = pointwise.ndim
    turned = pointwise.transpose(rank - 1, rank - 2, *range(rank - 2))
    mixed = graph.add("Conv", result, graph.constant(turned, "kernel"))
    return activate(graph, layer, add_bias(graph, layer, channels_last(graph, mixed, rank)))


def lower_transposed(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.Conv1DTranspose and Conv2DTranspose; kernels are (size..., out, in)."""
    require_channels_last(layer)
    if getattr(layer, "output_padding", None) is not None or any(step != 1 for step in layer.dilation_rate):
        raise refuse(layer, "output_padding and dilation are not supported")
    kernel, strides = weight(layer.kernel), list(layer.strides)
    rank, window = kernel.ndim, list(kernel.shape[:-2])
    spare = [max(width - step, 0) for width, step in zip(window, strides, strict=True)]
    totals = spare if layer.padding == "same" else [0] * len(spare)
    before = [total // 2 for total in totals]
    result = graph.add(
        "ConvTranspose",
        channels_first(graph, inputs[0]),
        graph.constant(kernel.transpose(rank - 1, rank - 2, *range(rank - 2)), "kernel"),
        strides=strides,
        pads=[*before, *(total - first for total, first in zip(totals, before, strict=True))],
        output_padding=[max(step - width, 0) for width, step in zip(window, strides, strict=True)],
    )
    return activate(graph, layer, add_bias(graph, layer, channels_last(graph, result, rank)))


def _convolve_depthwise(graph: Graph, layer: Any, x: Tensor, kernel: Array) -> str:
    """Turn a kernel (size..., channels, multiplier) into (channels * multiplier, 1, size...)."""
    rank = kernel.ndim
    channels, multiplier = kernel.shape[-2:]
    turned = kernel.transpose(rank - 2, rank - 1, *range(rank - 2))
    turned = turned.reshape(channels * multiplier, 1, *kernel.shape[:-2])
    return _convolve(graph, layer, x, turned, group=int(channels))


def _convolve(graph: Graph, layer: Any, x: Tensor, kernel: Array, *, group: int) -> str:
    require_channels_last(layer)
    window = list(kernel.shape[2:])
    strides, dilations = list(layer.strides), list(layer.dilation_rate)
    return graph.add(
        "Conv",
        channels_first(graph, x),
        graph.constant(np.ascontiguousarray(kernel), "kernel"),
        strides=strides,
        dilations=dilations,
        group=group,
        **padding_attributes(layer.padding, x.shape[1:-1], window, strides, dilations),
    )
