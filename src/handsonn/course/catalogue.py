"""Which chapters, labs and exercises there are, read from the files themselves; none of their code is run."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

from handsonn.course.exercise import CHECK_FILE, FILES, TASK_FILE, Exercise
from handsonn.course.lab import Chapter, Lab
from handsonn.course.questions import read_questions
from handsonn.errors import UnknownName

CHAPTERS = Path(__file__).parent / "chapters"
LAB_FACTS = {"question": str, "minutes": int, "order": int}
_QUOTES = '"""'
EXERCISE_FACTS = {"order": int, "minutes": int, "seconds": int, "lab": str, "backends": str}


class BrokenCourseFile(ValueError):  # noqa: N818 - reads as what happened
    """A chapter's, lab's or exercise's file lacks a fact of it; for authors, never for learners."""


@cache
def chapters() -> tuple[Chapter, ...]:
    """List the chapters, in the order of the book."""
    folders = (folder for folder in CHAPTERS.iterdir() if (folder / "README.md").is_file())
    return tuple(sorted(map(read_chapter, folders), key=lambda chapter: chapter.number))


@cache
def labs() -> tuple[Lab, ...]:
    """List all labs, chapter by chapter."""
    return tuple(lab for chapter in chapters() for lab in chapter.labs)


@cache
def exercises() -> tuple[Exercise, ...]:
    """List all exercises, chapter by chapter."""
    return tuple(exercise for chapter in chapters() for exercise in chapter.exercises)


def find_exercise(name: str) -> Exercise:
    """Find an exercise by its name, such as "one_neuron". Raises UnknownName, with the nearest name."""
    for exercise in exercises():
        if exercise.name == name:
            return exercise
    raise UnknownName("exercise", name, [exercise.name for exercise in exercises()])


def find_lab(name: str) -> Lab:
    """Find a lab by its name, such as "weights". Raises UnknownName, with the nearest name."""
    for lab in labs():
        if lab.name == name:
            return lab
    raise UnknownName("lab", name, [lab.name for lab in labs()])


def next_lab(lab: Lab) -> Lab | None:
    """Find the lab that follows in the course, if there is one."""
    following = labs()[labs().index(lab) + 1 :]
    return following[0] if following else None


def read_chapter(folder: Path) -> Chapter:
    """Read a chapter: number from the folder's name (ch10_topic), title and summary from its README.

    Raises BrokenCourseFile.
    """
    name = folder.name.partition("_")[0]
    title, summary = _title_and_paragraph(folder / TASK_FILE)
    found = [read_lab(path, name) for path in (folder / "labs").glob("[a-z]*.py")]
    written = [read_exercise(path.parent, name) for path in (folder / "exercises").glob(f"*/{TASK_FILE}")]
    return Chapter(
        number=int(name.removeprefix("ch")),
        name=name,
        title=title,
        summary=summary,
        folder=folder,
        labs=tuple(sorted(found, key=lambda lab: lab.order)),
        exercises=tuple(sorted(written, key=lambda exercise: (exercise.order, exercise.name))),
        questions=read_questions((folder / TASK_FILE).read_text(encoding="utf-8")),
    )


def read_lab(path: Path, chapter: str) -> Lab:
    """Read what a lab's docstring says of it, and the picture beside it; the file is not run.

    The docstring is the title, an empty line, and lines of `question:`, `minutes:` and `order:`.
    Raises BrokenCourseFile.
    """
    title, facts = _docstring_facts(path, LAB_FACTS)
    picture = path.with_suffix(".svg")
    if not picture.is_file():
        raise BrokenCourseFile(f"{path.name} needs {picture.name} beside it.")
    return Lab(
        name=path.stem, chapter=chapter, title=title, path=path,
        picture=picture.read_text(encoding="utf-8"), **facts,
    )  # fmt: skip


def read_exercise(folder: Path, chapter: str) -> Exercise:
    """Read what an exercise's README.md and its check's docstring say of it; nothing is run.

    The README begins with a title and a paragraph. The docstring of check.py is a sentence, an empty line,
    and lines of `order:`, `minutes:`, `seconds:`, `lab:` and `backends:`.
    Raises BrokenCourseFile, also for a file that is missing.
    """
    missing = sorted(name for name in FILES if not (folder / name).is_file())
    if missing:
        raise BrokenCourseFile(f"{folder.name} needs {', '.join(missing)}.")
    title, question = _title_and_paragraph(folder / TASK_FILE)
    _, facts = _docstring_facts(folder / CHECK_FILE, EXERCISE_FACTS)
    backends = tuple(facts.pop("backends").split())
    return Exercise(
        name=folder.name, chapter=chapter, title=title, question=question, backends=backends,
        folder=folder, **facts,
    )  # fmt: skip


def _title_and_paragraph(path: Path) -> tuple[str, str]:
    paragraphs = path.read_text(encoding="utf-8").strip().split("\n\n")
    if not paragraphs[0].startswith("# ") or len(paragraphs) < 2:  # noqa: PLR2004 - a title and a summary
        raise BrokenCourseFile(f"{path.parent.name}/{path.name} must begin with '# Title' and a paragraph.")
    return paragraphs[0].removeprefix("# ").strip(), " ".join(paragraphs[1].split())


def _docstring_facts(path: Path, wanted: dict[str, type]) -> tuple[str, dict[str, Any]]:
    """Read a docstring's title and its lines `name: value`. Raises BrokenCourseFile unless all are there."""
    title, _, rest = _docstring(path).partition("\n")
    facts: dict[str, Any] = {}
    for line in rest.strip().splitlines():
        name, _, value = line.partition(":")
        if name not in wanted:
            raise BrokenCourseFile(f"{path.name}: {line!r} is none of {', '.join(wanted)}.")
        facts[name] = wanted[name](value.strip())
    if not title or set(facts) != set(wanted):
        raise BrokenCourseFile(f"{path.name} needs a title, {', '.join(wanted)} in its docstring.")
    return title.rstrip("."), facts


def _docstring(path: Path) -> str:
    """Read a file's docstring; the code below it is not even parsed, since the home page waits for this."""
    text = path.read_text(encoding="utf-8")
    end = text.find(_QUOTES, text.find(_QUOTES) + 1)
    return ast.get_docstring(ast.parse(text[: end + len(_QUOTES)])) or "" if end > 0 else ""
