"""What an error of Keras says, read from its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handsonn.records import RaisedFacts

_SHAPES = re.compile(
    r"target\.shape=\(|incompatible shapes|Shapes? \(.*\) (and|vs)|shape mismatch|logits and labels|"
    r"(logits|labels)`? .*shape|broadcast|Dimensions must be equal",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m|\[[01]m")
_FRAME = re.compile(r"Exception encountered when calling (?:layer .*?\)|\S+\(\))\.\s*")
_AFTERWARDS = re.compile(r"\s*Arguments received by .*", re.DOTALL)
_LONGEST = 200


def first_line(raised: RaisedFacts) -> str:
    """Give the line of a message that says most, without colours, cut at 200 characters."""
    plain = _COLOUR.sub("", raised.message)
    telling = _AFTERWARDS.sub("", _FRAME.sub("", plain)).strip() or plain.strip()
    line = next(iter(telling.splitlines()), "").strip()
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()} …"


def quoted(raised: RaisedFacts) -> str:
    """Quote an error as evidence."""
    said = f"{raised.kind}: {first_line(raised)}" if raised.message.strip() else raised.kind
    where = f" in line {raised.line}" if raised.line > 0 else ""
    return f"The error{where} reads: {said.rstrip('.')}."


def place_told(raised: RaisedFacts) -> Iterator[str]:
    """Quote an error, and the learner's line that led to it where it is known."""
    yield quoted(raised)
    if raised.code.strip():
        yield f"The line reads: {raised.code.strip()[:_LONGEST]}."


def says(raised: RaisedFacts | None, *parts: str) -> bool:
    """Tell whether the message holds one of some parts, in any case of letters."""
    return raised is not None and any(part.lower() in raised.message.lower() for part in parts)


def speaks_of_shapes(raised: RaisedFacts | None) -> bool:
    """Tell whether shapes of labels and outputs did not match."""
    return raised is not None and _SHAPES.search(raised.message) is not None


def shapes_told(raised: RaisedFacts | None) -> Iterator[str]:
    """Quote an error that speaks of shapes, or of labels out of range; nothing for any other."""
    if raised is not None and (speaks_of_shapes(raised) or says(raised, "label value")):
        yield quoted(raised)
