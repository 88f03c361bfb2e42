"""The formats, one entry each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handsonn.errors import UnknownName
from handsonn.models.formats import json, keras, onnx, weights, yaml


@dataclass(frozen=True)
class Format:
    """A way to keep a model in one file.

    suffixes: how its file names end; the first is the one that we write.
    holds: what is in the file, in words.
    write: fills a path from a model. read: builds a model from a path; None where no model can come of it.
    """

    name: str
    suffixes: tuple[str, ...]
    holds: str
    write: Callable[[Any, Path], None]
    read: Callable[[Path, tuple[str, ...]], Any] | None


FORMATS = {
    entry.name: entry
    for entry in (
        Format("json", json.SUFFIXES, "the architecture, as JSON", json.write, json.read),
        Format("yaml", yaml.SUFFIXES, "the architecture, as YAML", yaml.write, yaml.read),
        Format("weights", weights.SUFFIXES, "the weights, as HDF5", weights.write, None),
        Format("keras", keras.SUFFIXES, "the whole model, ready to go on training", keras.write, keras.read),
        Format("onnx", onnx.SUFFIXES, "the network for other runtimes; not read back", onnx.write, None),
    )
}


def format_named(name: str) -> Format:
    """Find a format. Raises UnknownName with the nearest one."""
    if name not in FORMATS:
        raise UnknownName("model format", name, FORMATS)
    return FORMATS[name]


def format_of(path: Path) -> Format | None:
    """Find the format that writes files with this ending; None if there is none."""
    name = path.name.lower()
    return next((entry for entry in FORMATS.values() if name.endswith(entry.suffixes)), None)
