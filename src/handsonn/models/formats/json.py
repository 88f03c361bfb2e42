"""The architecture as JSON: exactly what keras.Model.to_json writes, its compile settings included."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from handsonn.errors import FormatError
from handsonn.models.formats.architecture import build_model
from handsonn.models.formats.limits import read_text

SUFFIXES = (".json",)


def write(model: Any, path: Path) -> None:
    """Write the architecture, indented, without weights."""
    path.write_text(json.dumps(architecture_of(model), indent=1) + "\n", encoding="utf-8")


def read(path: Path, allow: tuple[str, ...] = ()) -> Any:
    """Build the model that the file describes, with fresh weights. Raises FormatError."""
    return build_model(parse(read_text(path), path.name), path.name, allow)


def parse(text: str, source: str) -> Any:
    """Parse JSON. Raises FormatError with the line of the fault."""
    try:
        return json.loads(text)
    except RecursionError:
        raise FormatError(f"{source} is nested too deeply to be an architecture.") from None
    except ValueError as error:
        raise FormatError(f"{source} is not JSON: {error}; was it cut short or edited?") from None


def architecture_of(model: Any) -> Any:
    """Return the model's architecture as plain dicts and lists.

    Raises FormatError for a model whose classes do not say how to make them again.
    """
    try:
        return json.loads(model.to_json())
    except (NotImplementedError, TypeError, ValueError) as error:
        raise FormatError(
            f"the model {model.name!r} cannot be written as text ({str(error).splitlines()[0][:200]}); give "
            "its own "
            "classes a get_config method."
        ) from error
