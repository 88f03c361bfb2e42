"""Activation functions as ONNX nodes: by name, and as layers of their own."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from handsonn.models.backend import load_keras
from handsonn.models.formats.onnx_layers.graph import Graph, Tensor, refuse, weight

Activation = Callable[[Graph, str], str]


def _node(operator: str, **attributes: Any) -> Activation:
    return lambda graph, x: graph.add(operator, x, **attributes)


def _clip(low: float, high: float) -> Activation:
    return lambda graph, x: graph.add("Clip", x, graph.constant(low), graph.constant(high))


def _gelu(graph: Graph, x: str) -> str:
    """0.5 x (1 + erf(x / sqrt 2)): Keras' default, without the tanh approximation."""
    error = graph.add("Erf", graph.add("Mul", x, graph.constant(1.0 / math.sqrt(2.0))))
    return graph.add("Mul", graph.add("Mul", x, graph.constant(0.5)), _plus(graph, error, 1.0))


def _plus(graph: Graph, x: str, number: float) -> str:
    return graph.add("Add", x, graph.constant(number))


def _silu(graph: Graph, x: str) -> str:
    return graph.add("Mul", x, graph.add("Sigmoid", x))


def _mish(graph: Graph, x: str) -> str:
    return graph.add("Mul", x, graph.add("Tanh", graph.add("Softplus", x)))


def _hard_silu(graph: Graph, x: str) -> str:
    return graph.add("Mul", x, _HARD_SIGMOID(graph, x))


def _log_sigmoid(graph: Graph, x: str) -> str:
    return graph.add("Neg", graph.add("Softplus", graph.add("Neg", x)))


def _tanh_shrink(graph: Graph, x: str) -> str:
    return graph.add("Sub", x, graph.add("Tanh", x))


_HARD_SIGMOID = _node("HardSigmoid", alpha=1.0 / 6.0, beta=0.5)

ACTIVATIONS: dict[str, Activation] = {
    "celu": _node("Celu", alpha=1.0),
    "elu": _node("Elu", alpha=1.0),
    "exponential": _node("Exp"),
    "gelu": _gelu,
    "hard_sigmoid": _HARD_SIGMOID,
    "hard_silu": _hard_silu,
    "hard_tanh": _clip(-1.0, 1.0),
    "leaky_relu": _node("LeakyRelu", alpha=0.2),
    "linear": lambda _graph, x: x,
    "log_sigmoid": _log_sigmoid,
    "log_softmax": _node("LogSoftmax", axis=-1),
    "mish": _mish,
    "relu": _node("Relu"),
    "relu6": _clip(0.0, 6.0),
    "selu": _node("Selu"),
    "sigmoid": _node("Sigmoid"),
    "silu": _silu,
    "softmax": _node("Softmax", axis=-1),
    "softplus": _node("Softplus"),
    "softsign": _node("Softsign"),
    "tanh": _node("Tanh"),
    "tanh_shrink": _tanh_shrink,
}


def activate(graph: Graph, layer: Any, x: str) -> str:
    """Apply the activation function of a layer. Raises FormatError for one that is not in the table."""
    return ACTIVATIONS[activation_name(layer, layer.activation)](graph, x)


def activation_name(layer: Any, function: Any) -> str:
    """Name a Keras activation function. Raises FormatError for the learner's own, or one not in the table."""
    name = getattr(function, "__name__", type(function).__name__)
    if name not in ACTIVATIONS or getattr(load_keras().activations, name) is not function:
        raise refuse(layer, f"its activation {name!r} has no ONNX form here")
    return str(name)


def lower_activation(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.Activation."""
    return activate(graph, layer, inputs[0].name)


def lower_relu(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.ReLU, with its slope and ceiling."""
    if float(layer.threshold) != 0.0:
        raise refuse(layer, f"its threshold is {layer.threshold}, and only 0 is supported")
    x = inputs[0].name
    slope = float(layer.negative_slope)
    result = graph.add("LeakyRelu", x, alpha=slope) if slope else graph.add("Relu", x)
    if layer.max_value is None:
        return result
    return graph.add("Min", result, graph.constant(float(layer.max_value)))


def lower_leaky_relu(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.LeakyReLU."""
    return graph.add("LeakyRelu", inputs[0].name, alpha=float(layer.negative_slope))


def lower_prelu(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.PReLU: one slope per unit."""
    return graph.add("PRelu", inputs[0].name, graph.constant(weight(layer.alpha)))


def lower_elu(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.ELU."""
    return graph.add("Elu", inputs[0].name, alpha=float(layer.alpha))


def lower_softmax(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.Softmax along one axis."""
    if not isinstance(layer.axis, int):
        raise refuse(layer, "it runs along more than one axis")
    return graph.add("Softmax", inputs[0].name, axis=layer.axis)
