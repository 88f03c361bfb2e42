"""Text in Markdown: what comes from names is shown as it is, and links are ones that a git host follows."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>|~&$])")


def as_it_is(text: str) -> str:
    """Write a name so that Markdown shows it as it is, in one line."""
    visible = "".join(mark if mark.isprintable() else " " for mark in text)
    return _MEANS_SOMETHING.sub(r"\\\1", " ".join(visible.split()))


def link(text: str, target: Path, beside: Path) -> str:
    """Link from a file to another file or folder. text: Markdown. beside: the file that holds the link."""
    return f"[{text}]({address(target, beside)})"


def address(target: Path, beside: Path) -> str:
    """Give the relative address of a file, as a page that lies at `beside` names it."""
    relative = Path(os.path.relpath(target, beside.parent)).as_posix()
    return quote(os.fsencode(relative), safe="/-_.~")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: bool = False) -> list[str]:
    """Write a table, a line a row; numbers: all columns but the first stand to the right."""
    rule = ["---", *(["--:" if numbers else "---"] * (len(head) - 1))]
    return [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]
