"""The index of a repository: a row per chapter with what has been done, kept up to date in README.md."""

from __future__ import annotations

from pathlib import Path

from handsonn.course.repository.material import README
from handsonn.course.repository.overview import ChapterProgress, Overview, overview
from handsonn.errors import HandsonnError, RepositoryError
from handsonn.journal.repository.index import with_index
from handsonn.journal.repository.learner_file import change_file
from handsonn.journal.repository.lock import changing
from handsonn.journal.repository.markdown import as_it_is, link, table
from handsonn.journal.repository.place import RUNS, find_repository

_HEAD = ("chapter", "words of notes", "labs done", "exercises passed")


def index_lines(seen: Overview) -> list[str]:
    """Write the index: a table of the chapters, and the number of runs below. All of it is ASCII."""
    rows = [_row(chapter, seen.root / README) for chapter in seen.chapters]
    return [*table(_HEAD, rows, numbers=True), "", _runs(len(seen.runs))]


def update_index(root: Path) -> tuple[str, ...]:
    """Bring the index in a repository's README.md up to date, and return remarks: why it was left alone.

    It never raises for what the index is about, since whoever calls has just done something else, which is
    done. A README.md that the learner deleted stays deleted.
    """
    try:
        with changing(root, "the index in README.md could not be updated"):
            return write_index(root)
    except HandsonnError as error:
        return (str(error),)


def update_index_around(place: Path) -> tuple[str, ...]:
    """Bring the index of the repository that a folder lies in up to date; nothing happens outside of one.

    Like update_index, it never raises for what the index is about.
    """
    try:
        root = find_repository(place)
    except HandsonnError as error:
        return (str(error),)
    return update_index(root) if root else ()


def write_index(root: Path) -> tuple[str, ...]:
    """Do so with the repository's lock held. Raises HandsonnError for what cannot be read, and OSError."""
    page = root / README
    if not page.exists():
        return ()
    seen = overview(root)
    lines = index_lines(seen)
    try:
        change_file(page, lambda content: with_index(content, lines))
    except RepositoryError as error:
        return (*seen.remarks, str(error))
    return seen.remarks


def _row(chapter: ChapterProgress, page: Path) -> tuple[str, ...]:
    name = as_it_is(f"{chapter.chapter.number}. {chapter.chapter.title}")
    return (
        link(name, chapter.notes, page) if chapter.notes else name,
        f"{chapter.words:,}" if chapter.notes else "",
        _of(chapter.labs_done, len(chapter.labs)),
        _of(chapter.passed, len(chapter.exercises)),
    )


def _of(done: int, every: int) -> str:
    return f"{done} of {every}" if every else ""


def _runs(count: int) -> str:
    if not count:
        return "No runs yet."
    return f"{count:,} run{'' if count == 1 else 's'} in [{RUNS}]({RUNS}/)."
