"""What stands in a file of notes: how many words are the learner's, and which dated notes there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_WORD = re.compile(r"\w+(?:['\u2019\-]\w+)*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# A picture whole, and of a link where it leads.
_ADDRESS = re.compile(r"!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\)")
FENCE = re.compile(r"^\s{0,3}(```|~~~)")
_DATED = re.compile(r"^## (\d{4}-\d\d-\d\d \d\d:\d\d)(?: · (.*))?$")


@dataclass(frozen=True)
class DatedNote:
    """One note that `handsonn note` wrote. made: "2026-11-23 14:05". title: "" without one. line: from 1."""

    path: Path
    line: int
    made: str
    title: str


def dated_heading(moment: datetime, title: str) -> str:
    """Give the heading of a note."""
    made = moment.strftime("## %Y-%m-%d %H:%M")
    return f"{made} · {title}" if title else made


def dated_notes(path: Path, text: str) -> tuple[DatedNote, ...]:
    """Find the dated notes in a file's text, in their order."""
    found = ((number, _DATED.match(line.rstrip())) for number, line in enumerate(text.splitlines(), start=1))
    return tuple(DatedNote(path, number, match[1], match[2] or "") for number, match in found if match)


def count_words(text: str) -> int:
    """Count the words that the learner wrote: no headings, tables, code, comments and pictures."""
    prose = _ADDRESS.sub(" ", "\n".join(_prose(_COMMENT.sub(" ", text))))
    return len(_WORD.findall(prose))


def _prose(text: str) -> Iterator[str]:
    in_code = False
    for line in text.splitlines():
        if FENCE.match(line):
            in_code = not in_code
        elif not in_code and not line.lstrip().startswith(("#", "|")):
            yield line
