"""What a search looks through: sections of notes, files of code, and runs, each a passage with its lines."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from handsonn.journal.journal import Journal
from handsonn.journal.repository.chapter_notes import MARKER
from handsonn.journal.repository.index import without_index
from handsonn.journal.repository.note_text import dated_notes, lines_with_code
from handsonn.journal.repository.place import RUNS
from handsonn.journal.repository.shipped import fingerprint
from handsonn.journal.repository.written_text import is_text, read_text
from handsonn.records import RunRecord, Setting

Kind = Literal["note", "code", "run"]
_KINDS: dict[str, Kind] = {".md": "note", ".py": "code"}
_LARGEST = 1_000_000  # bytes; no note and no exercise is longer
_ELSEWHERE = frozenset({RUNS.name, "node_modules", "venv", "env", "__pycache__", "site-packages"})
_HEADING = re.compile(r"^#{1,6}\s+(.*)")


@dataclass(frozen=True)
class Passage:
    """Some lines that belong together.

    path: from the repository's folder. first: the number of the first line; 0 for a run, which has none.
    heading: what stands above them. made: "2026-11-23 14:05", local time.
    """

    kind: Kind
    path: Path
    first: int
    lines: tuple[str, ...]
    heading: str
    made: str


def file_passages(root: Path, shipped: Collection[str], skipped: list[str]) -> Iterator[Passage]:
    """Give the passages of the learner's files. shipped: fingerprints of files that are not theirs.

    skipped: gets a sentence for each file that is passed over.
    """
    for path in _files(root):
        name = path.relative_to(root)
        try:
            content, changed = _content(path), _minute(path.stat().st_mtime)
        except OSError as error:
            skipped.append(f"{name} was not searched: it cannot be read ({error.strerror or error})")
            continue
        if content is None:
            skipped.append(f"{name} was not searched: it has more than {_LARGEST // 1_000_000} MB")
        elif not is_text(content):
            skipped.append(f"{name} was not searched: it is no text")
        elif fingerprint(content) not in shipped:
            text = read_text(content).text
            if _KINDS[path.suffix.lower()] == "note":
                mine = without_index(text)
                if page_fingerprint(mine) not in shipped:
                    yield from _sections(name, mine, changed)
            else:
                yield Passage("code", name, 1, tuple(text.splitlines()), "", changed)


def page_fingerprint(text: str) -> str:
    """Give the fingerprint of a page's words, for a page that is shipped with an index that changes."""
    return fingerprint(" ".join(text.split()).encode("utf-8", "surrogatepass"))


def run_passages(root: Path, skipped: list[str]) -> Iterator[Passage]:
    """Give one passage a run, of one line. Raises JournalError for a folder of runs that cannot be read."""
    contents = Journal(root / RUNS).contents()
    skipped.extend(unreadable.reason for unreadable in contents.unreadable)
    for record in contents.runs:
        facts = (record.name, *_facts(record))
        yield Passage("run", RUNS / record.name, 0, (" · ".join(facts),), "", _local(record.created))


def _files(root: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _ELSEWHERE)
        for name in sorted(files):
            if Path(name).suffix.lower() in _KINDS and not name.startswith("."):
                yield Path(here, name)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.stat().st_size <= _LARGEST else None


def _sections(path: Path, text: str, changed: str) -> Iterator[Passage]:
    """Cut notes at their headings; a chapter's question without an answer is nothing that anybody wrote."""
    dated = {note.line: note for note in dated_notes(path, text)}
    asks = MARKER.search(text) is not None
    for first, heading, lines in _cut(text):
        if not asks or any(line.strip() for line in lines[1:] if not MARKER.search(line)):
            note = dated.get(first)
            title, made = (note.title, note.made) if note else (heading, changed)
            yield Passage("note", path, first, tuple(lines), title, made)


def _cut(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """Give number of the first line, heading and lines of each section; a # in code is no heading."""
    first, heading, held = 1, "", list[str]()
    for number, (line, is_code) in enumerate(lines_with_code(text), start=1):
        found = None if is_code else _HEADING.match(line)
        if found:
            if held:
                yield first, heading, held
            first, heading, held = number, found[1].strip(), []
        held.append(line)
    if held:
        yield first, heading, held


def _facts(record: RunRecord) -> Iterator[str]:
    yield f"data {record.data.name}"
    for name, value in record.settings.items():
        if value is not None:
            yield f"{name} {_value(value)}"
    yield f"seed {record.seed}"
    for score in getattr(record.report, "scores", ()):
        yield f"{score.name} {score.value:.4g}"


def _value(value: Setting) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _minute(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M")  # noqa: DTZ006 - as notes are dated


def _local(created: str) -> str:
    try:
        return datetime.fromisoformat(created).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return created[:16].replace("T", " ")
