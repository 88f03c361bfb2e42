"""Which chapters and labs there are, read from the files themselves; no notebook is run for it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

from handsonn.course.lab import Chapter, Lab
from handsonn.errors import UnknownName

CHAPTERS = Path(__file__).parent / "chapters"
FACTS = {"question": str, "minutes": int, "order": int}


class BrokenCourseFile(ValueError):  # noqa: N818 - reads as what happened
    """A chapter's or lab's file lacks a fact that the home page shows; for authors, never for learners."""


@cache
def chapters() -> tuple[Chapter, ...]:
    """List the chapters, in the order of the book."""
    folders = (folder for folder in CHAPTERS.iterdir() if (folder / "README.md").is_file())
    return tuple(sorted(map(read_chapter, folders), key=lambda chapter: chapter.number))


@cache
def labs() -> tuple[Lab, ...]:
    """List all labs, chapter by chapter."""
    return tuple(lab for chapter in chapters() for lab in chapter.labs)


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
    paragraphs = (folder / "README.md").read_text(encoding="utf-8").strip().split("\n\n")
    if not paragraphs[0].startswith("# ") or len(paragraphs) < 2:  # noqa: PLR2004 - a title and a summary
        raise BrokenCourseFile(f"{folder.name}/README.md must begin with '# Title' and a paragraph.")
    found = [read_lab(path, name) for path in (folder / "labs").glob("[a-z]*.py")]
    return Chapter(
        number=int(name.removeprefix("ch")),
        name=name,
        title=paragraphs[0].removeprefix("# ").strip(),
        summary=" ".join(paragraphs[1].split()),
        folder=folder,
        labs=tuple(sorted(found, key=lambda lab: lab.order)),
    )


def read_lab(path: Path, chapter: str) -> Lab:
    """Read what a lab's docstring says of it, and the picture beside it; the file is not run.

    The docstring is the title, an empty line, and lines of `question:`, `minutes:` and `order:`.
    Raises BrokenCourseFile.
    """
    title, _, rest = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")
    facts: dict[str, Any] = {}
    for line in rest.strip().splitlines():
        name, _, value = line.partition(":")
        if name not in FACTS:
            raise BrokenCourseFile(f"{path.name}: {line!r} is none of {', '.join(FACTS)}.")
        facts[name] = FACTS[name](value.strip())
    missing = [name for name in FACTS if name not in facts]
    picture = path.with_suffix(".svg")
    if missing or not title or not picture.is_file():
        raise BrokenCourseFile(
            f"{path.name} needs a title, {', '.join(FACTS)}, and {picture.name} beside it."
        )
    return Lab(
        name=path.stem, chapter=chapter, title=title.rstrip("."), path=path,
        picture=picture.read_text(encoding="utf-8"), **facts,
    )  # fmt: skip
