"""What the course ships into a repository: a chapter's file of notes, an exercise's task, and .gitignore."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handsonn.course import catalogue
from handsonn.course.answer_file import find_answer
from handsonn.course.exercise import ANSWER_FILE, TASK_FILE
from handsonn.course.lab import Chapter
from handsonn.journal.repository.chapter_notes import marker, usual_place
from handsonn.journal.repository.index import index_block
from handsonn.journal.repository.shipped import ShippedFile

README = "README.md"
IGNORED = """\
# What git need not keep. Everything else here is yours to commit.
__pycache__/
.ipynb_checkpoints/

# Drafts and locks: handsonn deletes its own.
.handsonn/lock
.handsonn-*.draft
.handsonn/.*
labs/.*
runs/.*
diagnoses/.*

# Trained models are large and can be trained again; their scripts, pictures and figures are kept.
# To keep a model all the same, write a line such as !runs/digits-0001/model.keras below.
*.keras
*.weights.h5
*.onnx
checkpoints/
"""
_README = """\
# My learning repository

My notes, exercises, labs and runs on the way through neural networks. The table below is kept up to date
between its two markers; everything else on this page is mine.

{index}
"""


def shipped_files(root: Path, notes: dict[int, Path]) -> tuple[ShippedFile, ...]:
    """List the shipped files with their content. notes: where the notes of a chapter are now, if anywhere."""
    ignored = ShippedFile(".gitignore", IGNORED.encode(), root / ".gitignore")
    chapters = [
        ShippedFile(place.as_posix(), new_notes(chapter).encode(), notes.get(chapter.number, root / place))
        for chapter in catalogue.chapters()
        for place in [usual_place(chapter.number)]
    ]
    return (ignored, *chapters, *_exercise_files(root))


def new_notes(chapter: Chapter) -> str:
    """Write a chapter's file of notes: its marker, its title, and its questions as headings."""
    lines = [f"# Chapter {chapter.number}: {chapter.title}", "", marker(chapter.number), ""]
    for question in chapter.questions:
        lines += [f"## {question}", ""]
    return "\n".join(lines)


def new_readme(index_lines: list[str]) -> str:
    """Write the README.md that a new repository gets."""
    return _README.format(index=index_block(index_lines).rstrip("\n"))


def _exercise_files(root: Path) -> Iterator[ShippedFile]:
    for exercise in catalogue.exercises():
        answer = find_answer(root, exercise)  # its chapter's folder may have been renamed
        folder = answer.parent if answer else root / exercise.place
        for name in (TASK_FILE, ANSWER_FILE):
            content = (exercise.folder / name).read_bytes()
            yield ShippedFile((exercise.place / name).as_posix(), content, folder / name)
