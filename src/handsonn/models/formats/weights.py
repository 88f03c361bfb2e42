"""The weights alone, as `.weights.h5`: they need the same architecture to go into."""

from __future__ import annotations

import io
import math
import re
import warnings
from pathlib import Path
from typing import Any

from handsonn.errors import FormatError
from handsonn.models.formats.architecture import reason_of
from handsonn.models.formats.hdf5 import check_hdf5

SUFFIXES = (".weights.h5",)
_MISMATCH = re.compile(r"variable\.shape=(\([^)]*\)), Received: value\.shape=(\([^)]*\))")
_VARIABLE = re.compile(r"<Variable path=([^,>]+)")
_COUNT = re.compile(r"Layer '([^']+)' expected (\d+) variables?, but received (\d+)")


def write(model: Any, path: Path) -> None:
    """Write all weights with Keras' own writer."""
    if not model.built:
        raise FormatError(
            f"the model {model.name!r} has no weights yet; start it with keras.Input or call it on data once."
        )
    memory = _Memory()
    model.save_weights(memory)
    path.write_bytes(memory.getbuffer())


class _Memory(io.BytesIO):
    """The file in memory: HDF5 on a full disk crashes the process, where Python raises."""

    def __str__(self) -> str:
        """Return a name with the ending that Keras asks for."""
        return "memory.weights.h5"


def load_into(model: Any, path: Path) -> Any:
    """Fill a model with the weights of a file; the model must have the architecture they were saved from.

    Raises FormatError naming the layer and both shapes if they do not fit.
    """
    shapes = check_hdf5(path, path.name)
    if not model.built:
        raise FormatError(
            f"the model {model.name!r} is not built yet, so no weights fit it; give it a keras.Input."
        )
    _check_amount(model, shapes, path)
    try:
        with warnings.catch_warnings():
            # The optimizer's state fits only the same optimizer; weights are the same without it.
            warnings.filterwarnings("ignore", message="Skipping variable loading for optimizer")
            model.load_weights(path)
    except Exception as error:
        raise FormatError(f"{path.name} does not fit the model: {_explain(str(error), error)}") from error
    return model


def _check_amount(model: Any, shapes: dict[str, tuple[int, ...]], path: Path) -> None:
    """Refuse a file with more weights than the model has; Keras would leave the rest out in silence."""
    stored = {name: shape for name, shape in shapes.items() if not name.startswith("optimizer/")}
    found = sum(math.prod(shape) for shape in stored.values())
    expected = sum(math.prod(variable.shape) for variable in model.variables)
    if found > expected:
        raise FormatError(
            f"{path.name} holds {found:,} weights in {len(stored)} arrays, but the model {model.name!r} "
            "takes "
            f"{expected:,}; load them into the architecture that they were saved from."
        )


def _explain(text: str, error: Exception) -> str:
    shapes, variable, count = _MISMATCH.search(text), _VARIABLE.search(text), _COUNT.search(text)
    if shapes:
        where = variable.group(1) if variable else "a layer"
        return (
            f"{where} has the shape {shapes.group(1)}, the file's has {shapes.group(2)}; load them into the "
            "architecture that they were saved from."
        )
    if count:
        return (
            f"layer {count.group(1)!r} has {count.group(2)} arrays of weights, the file holds "
            f"{count.group(3)} for "
            "it; load them into the architecture that they were saved from."
        )
    return f"{reason_of(error)} (load weights into the architecture that they were saved from.)"
