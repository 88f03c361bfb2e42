"""Dense, EinsumDense and Embedding as ONNX nodes."""

from __future__ import annotations

from typing import Any

from handsonn.models.formats.onnx_layers.activations import activate
from handsonn.models.formats.onnx_layers.graph import Graph, Tensor, refuse, weight


def lower_dense(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower x @ kernel + bias, then the activation; the kernel has the shape (inputs, units)."""
    result = graph.add("MatMul", inputs[0].name, graph.constant(weight(layer.kernel), "kernel"))
    return activate(graph, layer, add_bias(graph, layer, result))


def lower_einsum_dense(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.EinsumDense; ONNX knows the same notation."""
    kernel = graph.constant(weight(layer.kernel), "kernel")
    result = graph.add("Einsum", inputs[0].name, kernel, equation=layer.equation)
    return activate(graph, layer, add_bias(graph, layer, result))


def lower_embedding(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower a table look-up: row numbers in, rows of shape (output_dim,) out."""
    if layer.mask_zero:
        raise refuse(layer, "mask_zero=True tells later layers to skip steps, and ONNX has no masks")
    from onnx import TensorProto

    rows = graph.add("Cast", inputs[0].name, to=TensorProto.INT64)
    return graph.add("Gather", graph.constant(weight(layer.embeddings), "embeddings"), rows, axis=0)


def add_bias(graph: Graph, layer: Any, x: str) -> str:
    """Add the layer's bias, if it has one."""
    bias = getattr(layer, "bias", None)
    return x if bias is None else graph.add("Add", x, graph.constant(weight(bias), "bias"))
