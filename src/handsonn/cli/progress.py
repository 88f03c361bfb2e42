"""`handsonn progress`: what has been done, chapter by chapter."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handsonn.cli.examples import command
from handsonn.cli.options import json_option

if TYPE_CHECKING:
    from rich.table import Table

    from handsonn.course.repository import ChapterProgress, Overview

_LAST_NOTES = 3


@command("handsonn progress", "handsonn progress --json")
@json_option
def progress(*, as_json: bool) -> None:
    """Show what you have done, chapter by chapter."""
    from handsonn.cli.terminal import print_json, results, say
    from handsonn.course.repository import overview
    from handsonn.journal.repository import repository_of

    seen = overview(repository_of(Path.cwd()))
    for remark in seen.remarks:
        say(remark)
    if as_json:
        print_json(_document(seen))
        return
    console = results()
    console.print(_table(seen))
    runs = len(seen.runs)
    console.print(f"\n{runs:,} run{'' if runs == 1 else 's'} in all." if runs else "\nNo runs yet.")
    for number, note in enumerate(seen.last_notes[:_LAST_NOTES]):
        begin = "Last notes: " if number == 0 else " " * len("Last notes: ")
        place = f"{os.path.relpath(note.path)}:{note.line}"
        console.print(
            f"{begin}{note.made}  {place}  {note.title or note.begins}".rstrip(), markup=False, soft_wrap=True
        )
    following = next((each.next_exercise for each in seen.chapters if each.next_exercise), None)
    if following:
        console.print(f"Next exercise: {following.exercise.name}; `handsonn next` shows it.", markup=False)


def _table(seen: Overview) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column("chapter", overflow="fold")
    for head in ("words", "labs done", "opened", "exercises"):
        table.add_column(head, justify="right")
    for chapter in seen.chapters:
        table.add_row(
            Text(f"{chapter.chapter.number}  {chapter.chapter.title}"),
            f"{chapter.words:,}" if chapter.notes else "no file",
            _of(chapter.labs_done, len(chapter.labs)),
            _of(chapter.labs_opened, len(chapter.labs)),
            _of(chapter.passed, len(chapter.exercises)),
        )
    return table


def _of(done: int, every: int) -> str:
    return f"{done} of {every}" if every else "·"


def _document(seen: Overview) -> dict[str, Any]:
    return {
        "root": str(seen.root),
        "chapters": [_chapter(chapter) for chapter in seen.chapters],
        "runs": seen.runs,
        "last_notes": [
            {"path": str(note.path), "line": note.line, "made": note.made, "title": note.title}
            for note in seen.last_notes
        ],
        "remarks": seen.remarks,
    }


def _chapter(chapter: ChapterProgress) -> dict[str, Any]:
    following = chapter.next_exercise
    return {
        "chapter": chapter.chapter.name,
        "title": chapter.chapter.title,
        "notes": str(chapter.notes) if chapter.notes else None,
        "words": chapter.words,
        "labs": {lab.lab.name: lab.state for lab in chapter.labs},
        "exercises": {each.exercise.name: each.passed or None for each in chapter.exercises},
        "next_exercise": following.exercise.name if following else None,
    }
