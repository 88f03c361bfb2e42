"""How an explorer's process and the server talk: lines of JSON one way, frames of bytes the other.

A frame is its kind (1 byte), the number of the question (4 bytes), the length of what follows (4 bytes),
all little-endian, and then that: a state (JSON, question 0), an answer (a message of pictures.encode) or a
refusal (JSON).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

STATE, ANSWER, REFUSAL = 0, 1, 2
_HEAD = struct.Struct("<BII")


@dataclass(frozen=True)
class Frame:
    """One frame. question: the number of the question that is answered; 0 for a state."""

    kind: int
    question: int
    body: bytes


def pack(frame: Frame) -> bytes:
    """Write a frame."""
    return _HEAD.pack(frame.kind, frame.question, len(frame.body)) + frame.body


def read_frame(pipe: BinaryIO) -> Frame | None:
    """Read the next frame; None at the end, also where the last one was cut short."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, question, length = _HEAD.unpack(head)
    body = pipe.read(length)
    return Frame(kind, question, body) if len(body) == length else None
