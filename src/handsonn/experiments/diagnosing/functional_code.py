"""A functional network as Keras code, a layer a line; and what stands for a class of the learner's own."""

from __future__ import annotations

import keyword
import re
from typing import Any

from handsonn.models.backend import load_keras
from handsonn.models.layer_code import object_code


def functional_code(model: Any) -> list[str] | None:
    """Write the lines that make a functional model; None where a layer has no readable form.

    Each layer's result is called as the layer: `dense = keras.layers.Dense(8, activation="relu")(inputs)`.
    """
    keras = load_keras()
    names: dict[int, str] = {}
    lines: list[str] = []
    for operation in _in_order(model):
        if len(operation._inbound_nodes) != 1:  # noqa: SLF001 - a shared layer: used at several places
            return None
        node = operation._inbound_nodes[0]  # noqa: SLF001
        is_input = isinstance(operation, keras.layers.InputLayer)
        inputs = [names.get(id(tensor), "") for tensor in node.input_tensors]
        code = _input(operation) if is_input else _call(operation, inputs)
        if code is None or len(node.output_tensors) != 1:
            return None
        name = _identifier(operation.name)
        names[id(node.output_tensors[0])] = name
        lines.append(f"{name} = {code}")
    ends = [_several([names[id(tensor)] for tensor in side]) for side in (model.inputs, model.outputs)]
    return [*lines, f"model = keras.Model({ends[0]}, {ends[1]})"]


def subclass_code(model: Any) -> list[str]:
    """Write a class of the learner's own as its name and, in comments, the layers that it makes."""
    lines = [f"model = {type(model).__name__}(...)  # your own class, with these layers:"]
    for name, value in vars(model).items():
        for label, layer in _layers(name, value):
            code = object_code(load_keras().saving.serialize_keras_object(layer)) if _plain(layer) else None
            lines.append(f"#     self.{label} = {code or type(layer).__name__ + '(...)'}")
    return lines


def _in_order(model: Any) -> list[Any]:
    return [operation for depth in sorted(model._nodes_by_depth, reverse=True)  # noqa: SLF001
            for operation in [node.operation for node in model._nodes_by_depth[depth]]]  # noqa: SLF001  # fmt: skip


def _input(layer: Any) -> str:
    shape = tuple(layer.batch_shape[1:])
    kind = f', dtype="{layer.dtype}"' if layer.dtype != "float32" else ""
    return f"keras.Input(shape={shape}{kind})"


def _call(layer: Any, inputs: list[str]) -> str | None:
    if "" in inputs or not inputs or not hasattr(layer, "get_config") or hasattr(layer, "layers"):
        return None
    code = object_code(load_keras().saving.serialize_keras_object(layer))
    if code is None:
        return None
    several = f"[{', '.join(inputs)}]" if len(inputs) > 1 else inputs[0]
    return f"{code}({several})"


def _several(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def _identifier(name: str) -> str:
    plain = re.sub(r"\W", "_", name)
    return f"layer_{plain}" if not plain.isidentifier() or keyword.iskeyword(plain) else plain


def _layers(name: str, value: Any) -> list[tuple[str, Any]]:
    keras = load_keras()
    if name.startswith("_"):
        return []
    if isinstance(value, keras.layers.Layer):
        return [(name, value)]
    if isinstance(value, (list, tuple)):
        return [
            (f"{name}[{i}]", item) for i, item in enumerate(value) if isinstance(item, keras.layers.Layer)
        ]
    return []


def _plain(layer: Any) -> bool:
    return type(layer).__module__.startswith("keras.") and not hasattr(layer, "layers")
