"""Where the learner's answers lie, and which exercise they are at."""

from __future__ import annotations

import os
from pathlib import Path

from handsonn.course.answer_file import find_answer, was_written_in
from handsonn.course.catalogue import exercises
from handsonn.course.exercise import ANSWER_FILE, Exercise
from handsonn.course.exercise_marks import ExerciseMarks
from handsonn.errors import ExerciseError


def answer_path(root: Path, exercise: Exercise) -> Path:
    """Find the learner's exercise.py. Raises ExerciseError if there is none."""
    found = find_answer(root, exercise)
    if found is None:
        raise ExerciseError(
            f"{exercise.place / ANSWER_FILE} is not in {root}; `handsonn reset {exercise.name}` brings the "
            "exercise as it comes."
        )
    return found


def next_exercise(root: Path) -> Exercise | None:
    """Give the first exercise, in the order of the course, that was not passed yet; None when all were.

    Raises ExerciseError for marks that cannot be read.
    """
    passed = ExerciseMarks(root).passed()
    return next((exercise for exercise in exercises() if exercise.name not in passed), None)


def current_exercise(root: Path, here: Path) -> Exercise:
    """Guess which exercise the learner means: whose folder they are in, else which they wrote in last.

    Of exercises that were not passed yet and were written in, it is the one saved last; where there is none,
    the next in order. Raises ExerciseError when all were passed, or for marks that cannot be read.
    """
    place = Path(os.path.abspath(here))  # noqa: PTH100 - resolve() would follow a linked folder to elsewhere
    for exercise in exercises():
        answer = find_answer(root, exercise)
        if answer is not None and place.is_relative_to(answer.parent):
            return exercise
    passed = ExerciseMarks(root).passed()
    begun = [
        (answer.stat().st_mtime, exercise)
        for exercise in exercises()
        if exercise.name not in passed
        and (answer := find_answer(root, exercise)) is not None
        and was_written_in(answer, exercise)
    ]
    if begun:
        return max(begun, key=lambda each: each[0])[1]
    following = next_exercise(root)
    if following is None:
        raise ExerciseError(
            f"all {len(exercises())} exercises are passed; name the one to check again, such as "
            f"{exercises()[0].name!r}."
        )
    return following
