"""An ONNX graph under construction: nodes, constants and fresh names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.errors import FormatError
from handsonn.records import Array


@dataclass(frozen=True)
class Tensor:
    """A value that flows through the graph. shape: as Keras knows it, (None, ...) with the batch first."""

    name: str
    shape: tuple[int | None, ...]


class Graph:
    """Collects what onnx.helper.make_graph takes. Constants are float32 unless they are whole numbers."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._count = 0

    def name(self, stem: str) -> str:
        """Return a name that no other value of the graph has."""
        self._count += 1
        return f"{stem}_{self._count}"

    def add(self, operator: str, *inputs: str, outputs: int = 1, **attributes: Any) -> str:
        """Append a node and return the name of its first output; "" as input leaves an optional one out."""
        return self.add_many(operator, *inputs, outputs=outputs, **attributes)[0]

    def add_many(self, operator: str, *inputs: str, outputs: int, **attributes: Any) -> list[str]:
        """Append a node and return the names of all its outputs."""
        from onnx import helper

        names = [self.name(operator.lower()) for _ in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, name=names[0], **attributes))
        return names

    def constant(self, value: Any, stem: str = "constant") -> str:
        """Store an array in the graph and return its name."""
        from onnx import numpy_helper

        array = np.asarray(value)
        if array.dtype.kind == "f":
            array = array.astype("float32")
        name = self.name(stem)
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array).reshape(array.shape), name))
        return name

    def whole(self, *numbers: int) -> str:
        """Store whole numbers, such as axes, as a 1-D constant."""
        return self.constant(np.array(numbers, dtype="int64"))


def weight(variable: Any) -> Array:
    """Read a Keras variable as a NumPy array."""
    return np.asarray(variable.numpy())


def refuse(layer: Any, why: str) -> FormatError:
    """Make the error for a layer that has no ONNX form here."""
    return FormatError(
        f"layer {layer.name!r} ({type(layer).__name__}) cannot be exported to ONNX: {why}; save the model as "
        ".keras instead, or leave the layer out."
    )
