"""A network as a list of layers so plain that a few lines of any language compute it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handsonn.records import Array

ACTIVATIONS = (
    "linear", "relu", "sigmoid", "tanh", "silu", "swish", "softplus", "softsign", "elu", "exponential",
    "softmax",
)  # fmt: skip
_CHANGE_NOTHING = {"InputLayer", "Dropout", "GaussianNoise", "GaussianDropout", "ActivityRegularization"}
_OWN_LAYERS = {"ReLU": "relu", "Softmax": "softmax"}


@dataclass(frozen=True, eq=False)
class PlainLayer:
    """output = activation(input @ kernel + bias), on flattened samples; kernel None only activates.

    kernel: float32, shape (inputs, outputs). bias: float32, shape (outputs,).
    """

    activation: str
    kernel: Array | None = None
    bias: Array | None = None


def plain_layers(model: Any) -> tuple[PlainLayer, ...] | None:
    """Give the layers of a model in a row, or None where some are not Dense, an activation or a reshape.

    The layers work on flattened samples, so that reshaping changes nothing.
    """
    chain = _chain(model)
    if chain is None:
        return None
    made: list[PlainLayer] = []
    for layer in chain:
        found = _plain(layer)
        if found is None:
            return None
        made += found
    return tuple(made)


def _chain(model: Any) -> list[Any] | None:
    """List the layers from the input to the output; None where paths fork or join."""
    inputs, outputs = getattr(model, "inputs", None), getattr(model, "outputs", None)
    if not inputs or not outputs or len(inputs) > 1 or len(outputs) > 1:
        return None
    layers: list[Any] = []
    tensor = outputs[0]
    while tensor is not inputs[0]:
        operation, node_index, _ = tensor._keras_history  # noqa: SLF001 - how Keras' own tools walk a graph
        before = operation._inbound_nodes[node_index].input_tensors  # noqa: SLF001
        if len(before) != 1:
            return None
        inner = _chain(operation) if hasattr(operation, "layers") else [operation]
        if inner is None:
            return None
        layers = inner + layers
        tensor = before[0]
    return layers


def _plain(layer: Any) -> list[PlainLayer] | None:
    kind = type(layer).__name__
    if type(layer).__module__.split(".")[0] != "keras":
        return None
    if kind in _CHANGE_NOTHING or kind in {"Flatten", "Reshape"}:
        return []
    if kind in _OWN_LAYERS:
        return [PlainLayer(_OWN_LAYERS[kind])] if _is_usual(layer) else None
    if kind not in {"Dense", "Activation"}:
        return None
    activation = layer.get_config().get("activation")
    if activation not in ACTIVATIONS or (activation == "softmax" and len(layer.output.shape) > 2):  # noqa: PLR2004
        return None
    if kind == "Activation":
        return [PlainLayer(activation)]
    if len(layer.input.shape) != 2:  # noqa: PLR2004 - Dense on the last axis of more is no matrix of the whole
        return None
    return [_dense(layer, activation)]


def _dense(layer: Any, activation: str) -> PlainLayer:
    import numpy as np

    kernel = np.asarray(layer.kernel, np.float32)
    bias = np.asarray(layer.bias, np.float32) if layer.use_bias else np.zeros(kernel.shape[1], np.float32)
    return PlainLayer(activation, kernel, bias)


def _is_usual(layer: Any) -> bool:
    """Whether a layer of its own, such as ReLU(max_value=6), is the activation of the same name."""
    config = layer.get_config()
    if type(layer).__name__ == "Softmax":
        return config.get("axis", -1) == -1 and len(layer.output.shape) == 2  # noqa: PLR2004
    return config["max_value"] is None and not config["negative_slope"] and not config["threshold"]
