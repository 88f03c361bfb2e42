"""What is known of a chapter and of a lab before any of its code runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handsonn.course.exercise import Exercise


@dataclass(frozen=True)
class Lab:
    """One interactive page for one concept: a marimo notebook, which is a plain Python file.

    name: "weights", the file's name. chapter: "ch10". order: its place in the chapter, from 1.
    question: what the learner finds out. minutes: how long it takes.
    picture: an SVG, drawn with the page's own colours (var(--ink), var(--blue), ...).
    """

    name: str
    chapter: str
    order: int
    title: str
    question: str
    minutes: int
    path: Path
    picture: str

    @property
    def address(self) -> str:
        """Where the web application serves it."""
        return f"/labs/{self.chapter}/{self.name}/"


@dataclass(frozen=True)
class Chapter:
    """A chapter of the book, its labs and its exercises, each in their order.

    number: 10 to 19. name: "ch10". summary: one paragraph. folder: where its files lie.
    questions: what the learner's notes are to answer.
    """

    number: int
    name: str
    title: str
    summary: str
    folder: Path
    labs: tuple[Lab, ...]
    exercises: tuple[Exercise, ...] = ()
    questions: tuple[str, ...] = ()
