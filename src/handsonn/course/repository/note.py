"""`handsonn note`: a dated block at the end of a chapter's notes, with the figures and pictures of runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from handsonn.course import catalogue
from handsonn.course.lab import Chapter
from handsonn.course.repository.index import write_index
from handsonn.course.repository.material import new_notes
from handsonn.course.repository.run_figures import NotedRun, pictures_of, run_lines
from handsonn.errors import HandsonnError, RepositoryError
from handsonn.journal import Journal
from handsonn.journal.repository.chapter_notes import find_chapter_notes, usual_place
from handsonn.journal.repository.learner_file import change_file, make_file
from handsonn.journal.repository.lock import changing
from handsonn.journal.repository.note_text import dated_heading
from handsonn.journal.repository.notes import checked_words, with_note
from handsonn.journal.repository.shipped import make_folder, make_with_folders
from handsonn.journal.repository.written_text import read_text

_REFUSED = "the note could not be written"
_PICTURES = "pictures"  # beside the notes, for runs that are kept elsewhere


@dataclass(frozen=True)
class KeptNote:
    """A note that was written. path: the chapter's file of notes. line: where the note begins, from 1.

    pictures: copies that were made beside the notes. remarks: sentences on what else was done, or was not.
    """

    chapter: Chapter
    path: Path
    line: int
    pictures: tuple[Path, ...]
    remarks: tuple[str, ...]


def find_chapter(text: str) -> Chapter:
    """Find the chapter that the learner means by "ch_10", "ch10" or "10". Raises RepositoryError."""
    number = re.fullmatch(r"(?:ch(?:apter)?[ _-]?)?0*(\d{1,4})", text.strip().lower())
    chapters = catalogue.chapters()
    for chapter in chapters:
        if number and chapter.number == int(number[1]):
            return chapter
    raise RepositoryError(
        f"there is no chapter {text!r}; the chapters go from {chapters[0].number} to {chapters[-1].number}: "
        f"write ch_{chapters[0].number}, or {chapters[0].number}."
    )


def notes_file(root: Path, chapter: Chapter) -> tuple[Path, tuple[str, ...]]:
    """Find a chapter's file of notes, or make it with its questions; the sentences say so.

    Raises RepositoryError.
    """
    with changing(root, _REFUSED), ExitStack() as undo:
        found = _notes_file(root, chapter, undo)
        undo.pop_all()
    return found


def add_note(
    root: Path, chapter: Chapter, text: str, moment: datetime, *, title: str = "", runs: Sequence[Path] = ()
) -> KeptNote:
    """Add a note to the end of a chapter's file; what stood there stays, byte for byte.

    text: Markdown. runs: the folders of runs whose figures and pictures go below it. moment: local time.
    Raises RepositoryError for text that holds control characters or a note without anything in it,
    JournalError for a run that cannot be read; the files are then as they were.
    """
    words = checked_words(text, "note").strip("\n")
    heading = dated_heading(moment, checked_words(title, "title").strip())
    if not words.strip() and not runs:
        raise RepositoryError("the note is empty; write a text after the chapter, or name a run with --run.")
    with changing(root, _REFUSED), ExitStack() as undo:
        path, remarks = _notes_file(root, chapter, undo)
        noted, copies = _noted(root, runs, path, undo)
        lines = [heading, "", *([words, ""] if words.strip() else []), *run_lines(noted, path)]
        before, after = change_file(path, lambda content: with_note(content, "\n".join(lines), path))
        undo.pop_all()
        line = _line_of(before, after)
        remarks += _indexed(root)
    return KeptNote(chapter, path, line, copies, remarks)


def _notes_file(root: Path, chapter: Chapter, undo: ExitStack) -> tuple[Path, tuple[str, ...]]:
    found = find_chapter_notes(root, [chapter.number])
    if chapter.number in found.places:
        return found.places[chapter.number], found.doubled
    path = root / usual_place(chapter.number)
    if not make_with_folders(path, new_notes(chapter).encode(), undo):
        raise RepositoryError(
            f"{path} is no file of notes for chapter {chapter.number}: it is a folder, leads nowhere, or "
            "holds another chapter's; give it another name."
        )
    shown = path.relative_to(root)
    return path, (f"chapter {chapter.number} had no file of notes, so {shown} was made, with its questions",)


def _noted(
    root: Path, folders: Sequence[Path], page: Path, undo: ExitStack
) -> tuple[list[NotedRun], tuple[Path, ...]]:
    """Read the runs; the pictures of those outside the repository are copied to where a git host has them."""
    noted: list[NotedRun] = []
    copies: list[Path] = []
    for folder in folders:
        record = Journal(folder.parent).read(folder.name)
        pictures = pictures_of(folder)
        inside = folder.is_relative_to(root)
        if not inside:
            pictures = tuple((shown, _copied(each, folder.name, page, undo)) for shown, each in pictures)
            copies.extend(copy for _, copy in pictures)
        noted.append(NotedRun(record, folder, pictures, inside))
    return noted, tuple(copies)


def _copied(picture: Path, run: str, page: Path, undo: ExitStack) -> Path:
    """Copy a picture beside the notes, under a name that is free, or that holds the same already."""
    content, number = picture.read_bytes(), 1
    make_folder(page.parent / _PICTURES, undo)
    while True:
        ending = "" if number == 1 else f"_{number}"
        copy = page.parent / _PICTURES / f"{run}_{picture.stem}{ending}{picture.suffix}"
        if make_file(copy, content):
            undo.callback(copy.unlink, missing_ok=True)
            return copy
        if copy.is_file() and copy.read_bytes() == content:
            return copy
        number += 1


def _line_of(before: bytes, after: bytes) -> int:
    """Give the line on which what was added begins, its empty lines aside."""
    text = read_text(after).text
    added = text[len(read_text(before).text) :]
    return 1 + text.count("\n", 0, len(text) - len(added.lstrip("\r\n")))


def _indexed(root: Path) -> tuple[str, ...]:
    """Bring the index up to date; the note is written, whatever becomes of it."""
    try:
        return write_index(root)
    except HandsonnError as error:
        return (str(error),)
    except OSError as error:
        return (f"the index in README.md could not be updated ({error.strerror or error})",)
