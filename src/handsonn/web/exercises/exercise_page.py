"""The page of one exercise: its task, and where the learner is with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from handsonn.course.exercise import TASK_FILE, Exercise
from handsonn.course.exercise_marks import ExerciseMarks
from handsonn.course.hints import hints_of
from handsonn.course.lab import Chapter, Lab
from handsonn.course.practice import find_answer
from handsonn.errors import HandsonnError, UnknownName
from handsonn.web.exercises.task_html import as_html
from handsonn.web.markdown_html import without_title
from handsonn.web.pages import page
from handsonn.web.shell import Shell, shell_of


@dataclass(frozen=True)
class Practice:
    """Where the learner is with one exercise.

    root: their repository; None outside of one. passed: has it been. hints: those given so far, as HTML.
    answer: the file that they write in; None where it is not there. trouble: what cannot be read, or "".
    """

    root: Path | None
    answer: Path | None = None
    passed: bool = False
    hints: tuple[Markup, ...] = ()
    trouble: str = ""


def show_exercise(request: Request) -> Response:
    """Show the page; its script asks for the rest."""
    shell, exercise = shell_of(request), exercise_of(request)
    chapter = next(each for each in shell.settings.chapters if each.name == exercise.chapter)
    place = chapter.exercises.index(exercise)
    others = chapter.exercises
    return page(
        request,
        "exercise.html.jinja",
        exercise=exercise,
        chapter=chapter,
        previous=others[place - 1] if place else None,
        following=others[place + 1] if place + 1 < len(others) else None,
        task=as_html(without_title((exercise.folder / TASK_FILE).read_text(encoding="utf-8"))),
        hints_in_all=len(hints_of(exercise)),
        lab=labs_by_name(shell).get(exercise.lab),
        practice=practice_of(shell, exercise),
        folder=shell.settings.folder,
    )


def exercise_of(request: Request) -> Exercise:
    """Give the exercise that a request's address names. Raises UnknownName."""
    chapter, name = request.path_params["chapter"], request.path_params["name"]
    known = [exercise for each in shell_of(request).settings.chapters for exercise in each.exercises]
    for exercise in known:
        if (exercise.chapter, exercise.name) == (chapter, name):
            return exercise
    raise UnknownName("exercise", name, [exercise.name for exercise in known])


def practice_of(shell: Shell, exercise: Exercise) -> Practice:
    """Read where the learner is with an exercise; what is wrong with a file is said on the page."""
    try:
        root = shell.repository
        if root is None:
            return Practice(None)
        marks = ExerciseMarks(root)
        given = hints_of(exercise)[: marks.hints(exercise.name)]
        passed = exercise.name in marks.passed()
    except HandsonnError as error:
        return Practice(None, trouble=str(error))
    return Practice(root, find_answer(root, exercise), passed, tuple(map(as_html, given)), marks.note)


def labs_by_name(shell: Shell) -> dict[str, Lab]:
    """Give the labs of the course by their names."""
    return {lab.name: lab for lab in shell.labs}


def next_after(exercise: Exercise, chapters: Iterable[Chapter], passed: Iterable[str]) -> Exercise | None:
    """Choose what comes after an exercise that was passed: the next open one, else the first open one."""
    done = {*passed, exercise.name}
    known = [each for chapter in chapters for each in chapter.exercises]
    place = known.index(exercise)
    return next((each for each in [*known[place:], *known] if each.name not in done), None)
