"""What every picture of a lab has in common, and its way to the page."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, ClassVar

import numpy as np

ALIGNMENT = 8


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One picture. `kind` names the file of JavaScript that draws it.

    title: what it shows, above it. span: how many of the 12 columns it takes; row_span: how many rows of
    pictures; height: in pixels.
    caption: a sentence below it, or "". description: what a screen reader says ("" : the title).
    """

    kind: ClassVar[str] = ""
    title: str = ""
    caption: str = ""
    description: str = ""
    span: int = 6
    row_span: int = 1
    height: int = 250


@dataclass(frozen=True)
class Axis:
    """An axis: its name and unit, and where it starts and ends (None: as the values do).

    logarithmic: equal factors take equal lengths. grouped: "12,500"; False for years and other numbers that
    are names, "2026".
    """

    name: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    logarithmic: bool = False
    grouped: bool = True


@dataclass
class _Arrays:
    """The arrays met while encoding, in order, as bytes at multiples of eight."""

    parts: list[bytes] = field(default_factory=list)
    length: int = 0

    def add(self, array: np.ndarray[Any, Any]) -> dict[str, Any]:
        if array.dtype.kind == "f":
            # A diverged training's numbers are beyond float32; there they are infinite, which is no news.
            with np.errstate(over="ignore"):
                array = array.astype(np.float32)
        elif array.dtype.kind in "iu" and array.dtype.itemsize > 1:
            array = array.astype(np.int32)
        elif array.dtype.kind == "b":
            array = array.astype(np.uint8)
        data = np.ascontiguousarray(array).tobytes()
        place = {"$array": str(array.dtype), "at": self.length, "shape": list(array.shape)}
        padding = -len(data) % ALIGNMENT
        self.parts.append(data + bytes(padding))
        self.length += len(data) + padding
        return place


def encode(value: Any) -> bytes:
    """Write facts as one message: the length of the JSON (4 bytes, little-endian), the JSON, the arrays.

    Dataclasses become objects (a Picture's with its kind); arrays become references to the bytes behind the
    JSON, as float32, int32 or uint8. Numbers that are not finite become null in JSON and stay in arrays.
    """
    arrays = _Arrays()
    text = json.dumps(_plain(value, arrays), allow_nan=False).encode()
    text += b" " * (-(len(text) + 4) % ALIGNMENT)
    return b"".join((len(text).to_bytes(4, "little"), text, *arrays.parts))


def _plain(value: Any, arrays: _Arrays) -> Any:
    if isinstance(value, np.ndarray):
        return arrays.add(value)
    if is_dataclass(value) and not isinstance(value, type):
        plain = {entry.name: _plain(getattr(value, entry.name), arrays) for entry in fields(value)}
        return {"kind": value.kind, **plain} if isinstance(value, Picture) else plain
    if isinstance(value, dict):
        return {str(name): _plain(entry, arrays) for name, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry, arrays) for entry in value]
    if isinstance(value, (float, np.floating)):
        return float(value) if np.isfinite(value) else None
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, np.bool_):
        return bool(value)
    return value
