"""The end of a network: the layer whose units are its output, and what acts on its values after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.model_edits import all_layers

_ACTS = ("Activation", "Softmax", "ReLU", "LeakyReLU", "ELU", "PReLU")
_PASSES = (*_ACTS, "Dropout", "BatchNormalization", "LayerNormalization", "Identity", "Reshape", "Flatten")


@dataclass(frozen=True)
class OutputEnd:
    """layer: the last one with units or filters. acting: layers after it that only hold an activation."""

    layer: Any
    acting: tuple[Any, ...] = ()

    @property
    def size_setting(self) -> str:
        """The name of the setting that says how many outputs it makes."""
        return "filters" if hasattr(self.layer, "filters") else "units"


def output_end(model: Any) -> OutputEnd:
    """Find the end of the first output. Raises DiagnosisError where it does not end in units."""
    layers = _backwards(model)
    acting: list[Any] = []
    for layer in layers:
        if type(layer).__name__ not in _PASSES:
            if hasattr(layer, "units") or hasattr(layer, "filters"):
                return OutputEnd(layer, tuple(acting))
            break
        if type(layer).__name__ in _ACTS:
            acting.append(layer)
    raise DiagnosisError(
        f"the model {model.name!r} does not end in a layer with units, such as Dense, so its output cannot "
        "be changed by itself; change it where you make the model."
    )


def hidden_layers(model: Any) -> list[Any]:
    """Give the layers before the output that have an activation of their own, in the order of the network."""
    end = output_end(model)
    last = {id(end.layer), *map(id, end.acting)}
    recurrent = ("LSTM", "GRU", "SimpleRNN", "Bidirectional")
    return [
        layer
        for layer in all_layers(model)
        if hasattr(layer, "activation") and id(layer) not in last and type(layer).__name__ not in recurrent
    ]


def _backwards(model: Any) -> list[Any]:
    """Give the layers from the first output back; in a class of the learner's in reverse order of making."""
    if not hasattr(model, "operations") or not getattr(model, "outputs", None):
        return all_layers(model)[::-1]
    found: list[Any] = []
    tensor = model.outputs[0]
    while True:
        history: Any = tensor._keras_history  # noqa: SLF001 - Keras' only way from a tensor to its layer
        layer = history.operation
        if hasattr(layer, "layers"):
            return [*found, *all_layers(layer)[::-1]]
        found.append(layer)
        nodes = layer._inbound_nodes  # noqa: SLF001
        inputs: Any = nodes[history.node_index].input_tensors if nodes else ()
        if len(inputs) != 1:
            return found
        tensor = inputs[0]
