"""What stands in a file of notes: how many words are the learner's, and which dated notes there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_SHOWN = 40  # characters
_WORD = re.compile(r"\w+(?:['\u2019\-]\w+)*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# A picture whole, and of a link where it leads.
_ADDRESS = re.compile(r"!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\)")
FENCE = re.compile(r"^\s{0,3}(```|~~~)")
_DATED = re.compile(r"^## (\d{4}-\d\d-\d\d \d\d:\d\d)(?: · (.*))?$")


@dataclass(frozen=True)
class DatedNote:
    """One note that `handsonn note` wrote.

    line: of its heading, from 1. made: "2026-11-23 14:05", local time. title: "" without one.
    begins: the first words of its text, in one line.
    """

    path: Path
    line: int
    made: str
    title: str
    begins: str = ""


def dated_heading(moment: datetime, title: str) -> str:
    """Give the heading of a note."""
    made = moment.strftime("## %Y-%m-%d %H:%M")
    return f"{made} · {title}" if title else made


def dated_notes(path: Path, text: str) -> tuple[DatedNote, ...]:
    """Find the dated notes in a file's text, in their order."""
    lines = text.splitlines()
    found = ((number, _DATED.match(line.rstrip())) for number, line in enumerate(lines, start=1))
    return tuple(
        DatedNote(path, number, match[1], match[2] or "", _first_words(lines[number : number + 3]))
        for number, match in found
        if match
    )


def _first_words(lines: list[str]) -> str:
    words = next((line for line in lines if line.strip() and not line.startswith(("#", "|", "!["))), "")
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"


def count_words(text: str) -> int:
    """Count the words that the learner wrote: no headings, tables, code, comments and pictures."""
    prose = _ADDRESS.sub(" ", "\n".join(_prose(_COMMENT.sub(" ", text))))
    return len(_WORD.findall(prose))


def lines_with_code(text: str) -> Iterator[tuple[str, bool]]:
    """Give each line of Markdown, and whether it is of a block of code, whose fences belong to it."""
    in_code = False
    for line in text.splitlines():
        is_fence = FENCE.match(line) is not None
        yield line, in_code or is_fence
        in_code ^= is_fence


def _prose(text: str) -> Iterator[str]:
    for line, is_code in lines_with_code(text):
        if not is_code and not line.lstrip().startswith(("#", "|")):
            yield line
