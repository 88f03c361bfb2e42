"""The network as ONNX, for other runtimes: inference only, with a batch of any size.

Written with the onnx package's own helpers, one small function per kind of layer (`onnx_layers/`). What they
cannot express is refused by the layer's name, never approximated.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from handsonn.errors import FormatError
from handsonn.models.formats.onnx_layers.graph import Graph, Tensor
from handsonn.models.formats.onnx_layers.walk import lower_model

SUFFIXES = (".onnx",)
# Operator set 18 has every node used here; version 10 of the file format is what runtimes of 2024 read.
_OPERATOR_SET = 18
_FILE_VERSION = 10
_INPUT_TYPES = {"float32": "FLOAT", "int32": "INT32", "int64": "INT64"}
_MAX_BYTES = 2**31 - 2**20


def write(model: Any, path: Path) -> None:
    """Write the network as ONNX. Raises FormatError for a layer that has no ONNX form here."""
    path.write_bytes(to_onnx(model).SerializeToString())


def to_onnx(model: Any) -> Any:
    """Turn a keras.Model into a checked onnx.ModelProto.

    Inputs and outputs keep the names that they have in Keras; the first axis of each is the batch.
    Raises FormatError naming the layer that cannot be expressed, or for a model of 2 GB and more.
    """
    import onnx
    from onnx import helper

    _check_model(model)
    graph = Graph()
    names = [tensor.name for tensor in model.inputs]
    feeds = [_feed(graph, tensor) for tensor in model.inputs]
    results = lower_model(graph, model, feeds)
    output_names = _distinct([f"output_{number}" for number in range(len(results))], names)
    for result, name in zip(results, output_names, strict=True):
        graph.nodes.append(helper.make_node("Identity", [result], [name], name=name))
    made = helper.make_graph(
        graph.nodes,
        "network",
        [_described(tensor.name, tuple(tensor.shape), tensor.dtype) for tensor in model.inputs],
        [
            _described(name, tuple(tensor.shape))
            for name, tensor in zip(output_names, model.outputs, strict=True)
        ],
        graph.constants,
    )
    version = helper.make_opsetid("", _OPERATOR_SET)
    proto = helper.make_model(
        made, opset_imports=[version], ir_version=_FILE_VERSION, producer_name="handsonn"
    )
    onnx.checker.check_model(proto)
    return proto


def _check_model(model: Any) -> None:
    if not model.built or not getattr(model, "inputs", None):
        raise FormatError(
            f"the model {model.name!r} cannot be exported to ONNX: its inputs are not known; write it as "
            "keras.Sequential or keras.Model(inputs, outputs) that begins with keras.Input."
        )
    for tensor in model.inputs:
        if tensor.dtype not in _INPUT_TYPES:
            raise FormatError(
                f"the model {model.name!r} cannot be exported to ONNX: its input is of the type "
                f"{tensor.dtype}; "
                f"make it one of {', '.join(_INPUT_TYPES)}."
            )
    size = sum(4 * math.prod(variable.shape) for variable in model.variables)
    if size > _MAX_BYTES:
        raise FormatError(
            f"the model {model.name!r} has {size:,} bytes of weights; one ONNX file holds less than 2 GB, "
            "so save "
            "it as .keras."
        )


def _distinct(names: list[str], taken: list[str]) -> list[str]:
    return [f"{name}_of_network" if name in taken else name for name in names]


def _feed(graph: Graph, keras_tensor: Any) -> Tensor:
    """Let an input of whole numbers enter as float32, in which the layers compute."""
    from onnx import TensorProto

    name = keras_tensor.name
    if keras_tensor.dtype != "float32":
        name = graph.add("Cast", name, to=TensorProto.FLOAT)
    return Tensor(name, tuple(keras_tensor.shape))


def _described(name: str, shape: tuple[int | None, ...], kind: str = "float32") -> Any:
    from onnx import TensorProto, helper

    sizes = ["batch", *(f"{name}_{axis}" if size is None else size for axis, size in enumerate(shape[1:], 1))]
    return helper.make_tensor_value_info(name, getattr(TensorProto, _INPUT_TYPES[kind]), sizes)
