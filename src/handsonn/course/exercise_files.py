"""What can be told of an exercise's files without running them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from handsonn.course.exercise import (
    ANSWER_FILE,
    CHECK_FILE,
    FILES,
    HINTS_FILE,
    SOLUTION_FILE,
    TASK_FILE,
    Exercise,
)
from handsonn.course.hints import hints_of
from handsonn.course.lab import Chapter, Lab

LEAST_HINTS = 3
_BACKENDS = {"jax", "tensorflow"}
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_LONGEST_LINE = 120
_LEAST_WORDS, _MOST_WORDS = 60, 500  # of a README: enough to begin, not a chapter
_IGNORED = {"__pycache__"}


def file_troubles(exercise: Exercise) -> Iterator[str]:
    """Say what is wrong with an exercise's files, a sentence each."""
    stray = sorted(
        path.name
        for path in exercise.folder.iterdir()
        if path.name not in FILES and path.name not in _IGNORED
    )
    if stray:
        yield f"stray files: {', '.join(stray)}."
    yield from _facts(exercise)
    yield from _readme(exercise)
    yield from _hints(exercise)
    yield from _code(exercise)


def course_troubles(chapters: Sequence[Chapter], labs: Sequence[Lab]) -> Iterator[str]:
    """Say what is wrong between exercises: a name twice, a gap in an order, a lab that is missing."""
    names: set[str] = set()
    known = {lab.name for lab in labs}
    for chapter in chapters:
        orders = [exercise.order for exercise in chapter.exercises]
        if orders != list(range(1, len(orders) + 1)):
            yield f"{chapter.name}: the orders of its exercises are {orders}, not 1 to {len(orders)}."
        for exercise in chapter.exercises:
            if exercise.name in names:
                yield f"{exercise.name}: there are two exercises of this name."
            names.add(exercise.name)
            if exercise.lab and exercise.lab not in known:
                yield f"{exercise.name}: there is no lab called {exercise.lab!r}."


def _facts(exercise: Exercise) -> Iterator[str]:
    if not exercise.backends or not set(exercise.backends) <= _BACKENDS:
        yield f"its backends are {exercise.backends}; expected some of {sorted(_BACKENDS)}."
    if not 1 <= exercise.seconds <= 120:  # noqa: PLR2004 - nobody waits longer for a check
        yield f"an answer has {exercise.seconds} s; expected 1 to 120."
    if not 5 <= exercise.minutes <= 60:  # noqa: PLR2004 - an evening holds several
        yield f"it takes {exercise.minutes} minutes; expected 5 to 60."


def _readme(exercise: Exercise) -> Iterator[str]:
    text = (exercise.folder / TASK_FILE).read_text(encoding="utf-8")
    words = len(text.split())
    if not _LEAST_WORDS <= words <= _MOST_WORDS:
        yield f"its README has {words} words; expected {_LEAST_WORDS} to {_MOST_WORDS}."
    if "handsonn check" not in text:
        yield "its README does not say how it is checked (`handsonn check`)."
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > _LONGEST_LINE:
            yield f"line {number} of its README is longer than {_LONGEST_LINE} characters."
    for link in _LINK.findall(text):
        target = link.partition("#")[0]
        if link.startswith(("http://", "https://")):
            continue  # documentation that is looked up with a browser
        if target and target != ANSWER_FILE:
            yield f"its README links to {link}, which is not in the learner's folder."


def _hints(exercise: Exercise) -> Iterator[str]:
    hints = hints_of(exercise)
    if len(hints) < LEAST_HINTS:
        yield f"it has {len(hints)} hints; expected at least {LEAST_HINTS}."
    if not all(hints):
        yield "one of its hints is empty."
    if hints and "```" in hints[0]:
        yield "its first hint shows code: the first is never the answer."
    text = (exercise.folder / HINTS_FILE).read_text(encoding="utf-8")
    if not text.startswith("# Hints"):
        yield "its hints.md must begin with '# Hints'."


def _code(exercise: Exercise) -> Iterator[str]:
    for name in (ANSWER_FILE, SOLUTION_FILE, CHECK_FILE):
        text = (exercise.folder / name).read_text(encoding="utf-8")
        if not ast.get_docstring(ast.parse(text)):
            yield f"{name} has no docstring."
    shipped, solved = (_names(exercise, name) for name in (ANSWER_FILE, SOLUTION_FILE))
    if not shipped <= solved:
        yield f"the solution lacks {', '.join(sorted(shipped - solved))} of exercise.py."


def _names(exercise: Exercise, file: str) -> set[str]:
    """Name the functions, classes and constants at the top of a file."""
    tree = ast.parse((exercise.folder / file).read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return found
