"""Where the notes of a chapter are: found by the marker in them, wherever the learner moved them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handsonn.journal.repository.written_text import read_text

NOTE_FILE = "README.md"
MARKER = re.compile(r"<!--\s*handsonn chapter (\d+)\s*-->")
_BEGINNING = 65_536  # bytes in which a marker is looked for
_DEEPEST = 3  # folders below the repository's own
_WITHOUT_NOTES = frozenset({"runs", "labs", "exercises", "node_modules", "venv", "env", "__pycache__"})


def marker(number: int) -> str:
    """Give the line that says which chapter's notes these are."""
    return f"<!-- handsonn chapter {number} -->"


def usual_place(number: int) -> Path:
    """Give where a chapter's notes are made, from the repository's folder: ch_10/README.md."""
    return Path(f"ch_{number}", NOTE_FILE)


@dataclass(frozen=True)
class ChapterNotes:
    """Where the notes of each chapter are, and a sentence for each chapter that has them twice."""

    places: dict[int, Path]
    doubled: tuple[str, ...] = ()


def find_chapter_notes(root: Path, numbers: Iterable[int]) -> ChapterNotes:
    """Find the notes of these chapters: in their usual place, or where their marker is now.

    A chapter whose notes are nowhere is missing in `places`. Raises OSError.
    """
    wanted = tuple(numbers)
    marked = {number: _marker_in(root / usual_place(number)) for number in wanted}
    places = {number: root / usual_place(number) for number in wanted if marked[number] == number}
    if len(places) == len(wanted):
        return ChapterNotes(places)
    moved: dict[int, list[Path]] = {}
    for path in _markdown_files(root):
        number = _marker_in(path)
        if number in wanted and number not in places:
            moved.setdefault(number, []).append(path)
    for number in wanted:
        if number in moved:
            places[number] = moved[number][0]
        elif number not in places and (root / usual_place(number)).is_file() and marked[number] is None:
            places[number] = root / usual_place(number)  # the learner took the marker out
    return ChapterNotes(places, tuple(_doubled(root, *pair) for pair in moved.items() if len(pair[1]) > 1))


def _marker_in(path: Path) -> int | None:
    """Give the chapter of the first marker in the beginning of a file; None without one."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        found = MARKER.search(read_text(file.read(_BEGINNING)).text)
    return int(found[1][:9]) if found else None


def _markdown_files(root: Path) -> Iterator[Path]:
    """List the Markdown files of the learner's own folders, those higher up first."""
    found = [(here.count(os.sep), here, files) for here, _, files in _own_folders(root)]
    for _, here, files in sorted(found):
        yield from (Path(here, name) for name in sorted(files) if name.lower().endswith(".md"))


def _own_folders(root: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for here, folders, files in os.walk(root):
        depth = len(Path(here).relative_to(root).parts)
        kept = [name for name in folders if not name.startswith(".") and name not in _WITHOUT_NOTES]
        folders[:] = kept if depth < _DEEPEST else []
        yield here, folders, files


def _doubled(root: Path, number: int, paths: list[Path]) -> str:
    names = ", ".join(str(path.relative_to(root)) for path in paths)
    return (
        f"several files are marked as the notes of chapter {number} ({names}); the first one is used: take "
        f"the line `{marker(number)}` out of the others."
    )
