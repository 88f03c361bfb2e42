"""Walk a Keras model from its inputs to its outputs and lower each layer on the way."""

from __future__ import annotations

from typing import Any

from handsonn.models.backend import load_keras
from handsonn.models.formats.onnx_layers.graph import Graph, Tensor, refuse
from handsonn.models.formats.onnx_layers.merging import lower_operation
from handsonn.models.formats.onnx_layers.table import LOWERINGS


def lower_model(graph: Graph, model: Any, feeds: list[Tensor]) -> list[str]:
    """Lower a functional or Sequential model, nested ones included.

    feeds: one tensor per input of the model. Returns one name per output.
    Raises FormatError naming the layer that has no ONNX form.
    """
    if not getattr(model, "inputs", None):
        raise refuse(model, "it is not a Sequential or functional model with known inputs")
    known = {id(keras_tensor): feed.name for keras_tensor, feed in zip(model.inputs, feeds, strict=True)}
    pending = list(reversed(model.outputs))
    while pending:
        if id(pending[-1]) in known:
            pending.pop()
            continue
        operation, node = _origin(pending[-1])
        missing = [tensor for tensor in node.input_tensors if id(tensor) not in known]
        if missing:
            pending.extend(reversed(missing))
            continue
        inputs = [Tensor(known[id(tensor)], tuple(tensor.shape)) for tensor in node.input_tensors]
        outputs = _lower(graph, operation, node, inputs)
        known.update((id(tensor), name) for tensor, name in zip(node.output_tensors, outputs, strict=True))
    return [known[id(tensor)] for tensor in model.outputs]


def _origin(keras_tensor: Any) -> tuple[Any, Any]:
    """Find the layer that made a tensor, and the call that it was made in; Keras has no public way to ask."""
    operation, node_index, _ = keras_tensor._keras_history  # noqa: SLF001
    return operation, operation._inbound_nodes[node_index]  # noqa: SLF001


def _lower(graph: Graph, operation: Any, node: Any, inputs: list[Tensor]) -> list[str]:
    keras = load_keras()
    if isinstance(operation, keras.Model):
        return lower_model(graph, operation, inputs)
    if not isinstance(operation, keras.Layer):
        return [lower_operation(graph, operation, _operands(operation, node, inputs))]
    return [lower_layer(graph, operation, inputs)]


def lower_layer(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower one layer of Keras' own. Raises FormatError for any other."""
    name = type(layer).__name__
    if name == "TimeDistributed" and type(layer.layer).__name__ == "Dense":
        # Dense works on the last axis, so applied to each step it is the same layer.
        return lower_layer(graph, layer.layer, inputs)
    if name not in LOWERINGS or getattr(load_keras().layers, name, None) is not type(layer):
        raise refuse(layer, "this kind of layer has no ONNX form here")
    if layer.compute_dtype != "float32":
        raise refuse(layer, f"it computes in {layer.compute_dtype}, and only float32 is supported")
    return LOWERINGS[name](graph, layer, inputs)


def _operands(operation: Any, node: Any, inputs: list[Tensor]) -> list[Tensor | float]:
    """Put tensors and plain numbers in the order in which the operation was called with them."""
    feeds = iter(inputs)
    given = [*node.arguments.args, *node.arguments.kwargs.values()]
    operands: list[Tensor | float] = []
    for value in given:
        if isinstance(value, load_keras().KerasTensor):
            operands.append(next(feeds))
        elif isinstance(value, (int, float)):
            operands.append(float(value))
        elif value is not None:
            raise refuse(operation, f"it takes a {type(value).__name__}")
    return operands
