"""SimpleRNN, LSTM, GRU and Bidirectional as ONNX nodes.

Keras keeps the gates of an LSTM as (input, forget, cell, output), ONNX as (input, output, forget, cell);
a GRU's (update, reset, new) stand alike in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from handsonn.models.formats.onnx_layers.activations import activation_name
from handsonn.models.formats.onnx_layers.graph import Graph, Tensor, refuse, weight
from handsonn.records import Array

_ACTIVATIONS = {
    "relu": "Relu",
    "sigmoid": "Sigmoid",
    "softplus": "Softplus",
    "softsign": "Softsign",
    "tanh": "Tanh",
}
_LSTM_GATES = (0, 3, 1, 2)
_GRU_GATES = (0, 1, 2)
_REVERSED = np.iinfo("int64").min


@dataclass(frozen=True)
class _Kind:
    """How ONNX calls a recurrent layer, the place of each of its gates in Keras, its activations."""

    operator: str
    gates: Sequence[int]
    activations: list[str]
    attributes: dict[str, int] = field(default_factory=dict)


def lower_simple_rnn(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.SimpleRNN."""
    return _lower(graph, layer, inputs, _Kind("RNN", (0,), _names(layer, layer.activation)))


def lower_lstm(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.LSTM."""
    names = _names(layer, layer.recurrent_activation, layer.activation, layer.activation)
    return _lower(graph, layer, inputs, _Kind("LSTM", _LSTM_GATES, names))


def lower_gru(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.GRU, with the reset gate before or after the matrix product."""
    names = _names(layer, layer.recurrent_activation, layer.activation)
    kind = _Kind("GRU", _GRU_GATES, names, {"linear_before_reset": int(bool(layer.reset_after))})
    return _lower(graph, layer, inputs, kind)


def lower_bidirectional(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.Bidirectional: one pass in each direction, then merged."""
    lowering = _LOWERINGS.get(type(layer.forward_layer).__name__)
    if lowering is None or type(layer.backward_layer) is not type(layer.forward_layer):
        raise refuse(layer, "it wraps a layer other than SimpleRNN, LSTM or GRU")
    first = lowering(graph, layer.forward_layer, inputs)
    second = lowering(graph, layer.backward_layer, inputs)
    if layer.forward_layer.return_sequences:
        second = _reverse_time(graph, second)
    if layer.merge_mode == "concat":
        return graph.add("Concat", first, second, axis=-1)
    if layer.merge_mode in {"sum", "mul", "ave"}:
        merged = graph.add("Mul" if layer.merge_mode == "mul" else "Add", first, second)
        return graph.add("Mul", merged, graph.constant(0.5)) if layer.merge_mode == "ave" else merged
    raise refuse(layer, f"its merge_mode is {layer.merge_mode!r}")


_LOWERINGS = {"SimpleRNN": lower_simple_rnn, "LSTM": lower_lstm, "GRU": lower_gru}


def _lower(graph: Graph, layer: Any, inputs: list[Tensor], kind: _Kind) -> str:
    if layer.return_state or layer.stateful or len(inputs) != 1:
        raise refuse(layer, "a state that comes in or goes out is not supported")
    x = _reverse_time(graph, inputs[0].name) if layer.go_backwards else inputs[0].name
    steps_first = graph.add("Transpose", x, perm=[1, 0, 2])
    sequence, last = graph.add_many(
        kind.operator,
        steps_first,
        graph.constant(_ordered(weight(layer.cell.kernel).T, kind.gates)[None], "kernel"),
        graph.constant(_ordered(weight(layer.cell.recurrent_kernel).T, kind.gates)[None], "recurrent"),
        graph.constant(_bias(layer, kind.gates)[None], "bias"),
        outputs=2,
        hidden_size=int(layer.units),
        activations=kind.activations,
        **kind.attributes,
    )
    if not layer.return_sequences:
        return graph.add("Squeeze", last, graph.whole(0))
    return graph.add("Transpose", graph.add("Squeeze", sequence, graph.whole(1)), perm=[1, 0, 2])


def _bias(layer: Any, gates: Sequence[int]) -> Array:
    """Build ONNX' bias: those of the input, then those of the recurrence, which only a GRU has in Keras."""
    size = len(gates) * int(layer.units)
    given = weight(layer.cell.bias) if layer.use_bias else np.zeros(size, "float32")
    pair = given if given.ndim > 1 else np.stack([given, np.zeros_like(given)])
    return np.concatenate([_ordered(bias, gates) for bias in pair])


def _ordered(stacked: Array, gates: Sequence[int]) -> Array:
    """Reorder the gates that are stacked along the first axis."""
    parts = np.split(stacked, len(gates), axis=0)
    return np.concatenate([parts[gate] for gate in gates], axis=0)


def _names(layer: Any, *functions: Any) -> list[str]:
    names = [activation_name(layer, function) for function in functions]
    for name in names:
        if name not in _ACTIVATIONS:
            raise refuse(
                layer, f"its activation {name!r} is not one that ONNX knows inside a recurrent layer"
            )
    return [_ACTIVATIONS[name] for name in names]


def _reverse_time(graph: Graph, x: str) -> str:
    ends = (graph.whole(-1), graph.whole(_REVERSED), graph.whole(1), graph.whole(-1))
    return graph.add("Slice", x, *ends)
