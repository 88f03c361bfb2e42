"""Text as it is: a model's summary, a file's content, a message of Keras."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handsonn.course.pictures.picture import Picture


@dataclass(frozen=True, kw_only=True)
class Text(Picture):
    """Text that scrolls inside its height and can be copied.

    body: the text, its lines as they are. monospaced: all letters of one width, lines not broken.
    """

    kind: ClassVar[str] = "text"
    body: str
    monospaced: bool = True
