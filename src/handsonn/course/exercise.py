"""What is known of an exercise before any of its code runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TASK_FILE = "README.md"
ANSWER_FILE = "exercise.py"
SOLUTION_FILE = "solution.py"
CHECK_FILE = "check.py"
HINTS_FILE = "hints.md"
WRONG_ANSWERS_FILE = "wrong_answers.py"
FILES = frozenset({TASK_FILE, ANSWER_FILE, SOLUTION_FILE, CHECK_FILE, HINTS_FILE, WRONG_ANSWERS_FILE})


@dataclass(frozen=True)
class Exercise:
    """Something to write in Python, whose answer is checked by what it does.

    name: "one_neuron", its folder's name. chapter: "ch10". order: its place in the chapter, from 1.
    title, question: the heading and the first paragraph of its README.md. minutes: how long it takes.
    lab: the name of the lab that shows the matter, or "".
    seconds: how long the learner's code may run in one check. backends: those of Keras it is checked on.
    folder: where its files lie in the package.
    """

    name: str
    chapter: str
    order: int
    title: str
    question: str
    minutes: int
    lab: str
    seconds: int
    backends: tuple[str, ...]
    folder: Path

    @property
    def place(self) -> Path:
        """Where it lies in a learner's repository: exercises/ch_10/one_neuron."""
        return Path("exercises", self.chapter.replace("ch", "ch_"), self.name)

    @property
    def address(self) -> str:
        """Where the web application shows it."""
        return f"/exercises/{self.chapter}/{self.name}/"
