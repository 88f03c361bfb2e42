"""A course of one small exercise that needs NumPy alone: `double(x)`."""

from __future__ import annotations

from pathlib import Path

from handsonn.course.catalogue import read_exercise
from handsonn.course.exercise import Exercise

TASK = """# Twice as much

Double every number of an array.

## What to write

`double(x)` in [exercise.py](exercise.py) gives an array of the same shape, each number twice that of x. The
array that came in stays as it was, since whoever called your function may need it again. Numbers may be
negative, and there may be none of them at all. Lists are not asked for, and nothing is to be printed.

## How it is checked

`handsonn check twice` calls it with numbers that you have not seen, and with arrays of several shapes.
"""
SHIPPED = '''"""Twice as much."""


def double(x):
    """Give twice each number of x."""
    raise NotImplementedError("multiply by two")
'''
SOLUTION = '''"""Twice as much: a solution."""


def double(x):
    return 2 * x
'''
CHECK = '''"""The check of twice.

order: 1
minutes: 5
seconds: {seconds}
lab: {lab}
backends: jax
"""

import numpy as np

from handsonn.course.checking import Wrong

AFTERWARDS = "An array times a number multiplies *each* of its numbers."


def shapes(answer, trial):
    """The shape stays as it was."""
    answer.array("double", np.ones((2, 3)), shape=(2, 3), each="the shape of x")


def numbers(answer, trial):
    """Each number is doubled."""
    x = trial.generator.normal(size=5)
    given = answer.array("double", x, shape=(5,))
    if np.allclose(given, x**2):
        raise Wrong("yours is the square; twice a number is x + x.", name="square")
    if not np.allclose(given, 2 * x):
        raise Wrong(f"twice {{x[0]:.3f}} is {{2 * x[0]:.3f}}, yours is {{given[0]:.3f}}.", name="not_twice")
    error = float(np.abs(given - 2 * x).max())
    trial.measure("largest error", error, "{{value}} is more than {{bound}}.", name="far", at_most=1.0)
    trial.tell("Five numbers were doubled.")


CHECKS = (shapes, numbers)
'''
HINTS = """# Hints

## Hint 1

What is three, twice?

## Hint 2

An array can be multiplied.

## Hint 3

`2 * x`
"""
WRONG_ANSWERS = """
from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
WRONG_ANSWERS = (
    WrongAnswer("squares", "square", (("2 * x", "x**2"),), "is the square"),
    WrongAnswer("triples", "not_twice", (("2 * x", "3 * x"),), "yours is"),
    WrongAnswer("changes x", "changes_its_input", (("return 2 * x", "x *= 2\\n    return x"),), "array x"),
)
"""


def write_exercise(
    chapter: Path, *, name: str = "twice", seconds: int = 20, lab: str = "weights"
) -> Exercise:
    """Write the exercise into a chapter's folder, such as .../ch10_small, and read it."""
    folder = chapter / "exercises" / name
    folder.mkdir(parents=True)
    files = {
        "README.md": TASK,
        "exercise.py": SHIPPED,
        "solution.py": SOLUTION,
        "check.py": CHECK.format(seconds=seconds, lab=lab),
        "hints.md": HINTS,
        "wrong_answers.py": WRONG_ANSWERS,
    }
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    return read_exercise(folder, chapter.name.partition("_")[0])
