"""Layers and operators that take several tensors, and arithmetic in a functional model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handsonn.models.formats.onnx_layers.graph import Graph, Tensor, refuse

Lowering = Callable[[Graph, Any, list[Tensor]], str]


def fold(operator: str) -> Lowering:
    """Lower a merge of two or more tensors that ONNX does in pairs."""

    def lower(graph: Graph, _layer: Any, inputs: list[Tensor]) -> str:
        result = inputs[0].name
        for other in inputs[1:]:
            result = graph.add(operator, result, other.name)
        return result

    return lower


def lower_average(graph: Graph, _layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.Average."""
    return graph.add("Mean", *(tensor.name for tensor in inputs))


def lower_concatenate(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.Concatenate."""
    return graph.add("Concat", *(tensor.name for tensor in inputs), axis=int(layer.axis))


def one(operator: str) -> Lowering:
    """Lower an operator of one tensor."""
    return lambda graph, _layer, inputs: graph.add(operator, inputs[0].name)


# keras.ops on the tensors of a functional model, such as a + 2 * b.
PAIRS = {
    "Add": "Add",
    "Subtract": "Sub",
    "Multiply": "Mul",
    "Divide": "Div",
    "TrueDivide": "Div",
    "Maximum": "Max",
    "Minimum": "Min",
    "Power": "Pow",
}
SINGLES = {
    "Absolute": "Abs",
    "Exp": "Exp",
    "Log": "Log",
    "Negative": "Neg",
    "Relu": "Relu",
    "Sigmoid": "Sigmoid",
    "Softplus": "Softplus",
    "Sqrt": "Sqrt",
    "Tanh": "Tanh",
}


def lower_operation(graph: Graph, operation: Any, operands: list[Tensor | float]) -> str:
    """Lower arithmetic of keras.ops; numbers among the operands become constants. Raises FormatError."""
    name = type(operation).__name__
    operator = {1: SINGLES, 2: PAIRS}.get(len(operands), {}).get(name)
    if operator is None:
        raise refuse(operation, "this operation has no ONNX form here")
    names = [item.name if isinstance(item, Tensor) else graph.constant(float(item)) for item in operands]
    return graph.add(operator, *names)
