"""Check a learner's answer, and keep that it passed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from handsonn.course.checking.check_process import CheckProcess
from handsonn.course.checking.result import CheckResult
from handsonn.course.exercise import Exercise
from handsonn.course.exercise_marks import ExerciseMarks
from handsonn.course.practice.answers import answer_path
from handsonn.course.repository.index import update_index
from handsonn.errors import ExerciseError

_SEEDS = 2**31


def new_seed() -> int:
    """Draw the seed of a check: another one each time, so that no answer can be fitted to its data."""
    return secrets.randbelow(_SEEDS)


def check_answer(
    root: Path,
    exercise: Exercise,
    process: CheckProcess,
    *,
    seed: int | None = None,
    hear: Callable[[int, str], None] = lambda *_: None,
) -> CheckResult:
    """Check the learner's exercise.py in a process of its own; a pass is kept in marks and index.

    process: one in which no other answer ran. hear: is told how many checks held, and what is looked at now.
    What the result tells includes why a pass could not be kept, or the index was left alone. Raises
    ExerciseError where there is no answer, or Keras' backend is none that the exercise is checked on.
    """
    answer = answer_path(root, exercise)
    _refuse_other_backends(exercise)
    found = process.check(exercise, answer, new_seed() if seed is None else seed, hear=hear)
    return replace(found, told=(*found.told, *_kept(root, exercise))) if found.passed else found


def _kept(root: Path, exercise: Exercise) -> tuple[str, ...]:
    """Keep that an exercise was passed, and give sentences on what could not be kept."""
    try:
        is_first = ExerciseMarks(root).mark_passed(exercise.name)
    except ExerciseError as error:
        return (str(error),)
    return update_index(root) if is_first else ()


def _refuse_other_backends(exercise: Exercise) -> None:
    backend = os.environ.get("KERAS_BACKEND") or exercise.backends[0]
    if backend not in exercise.backends:
        raise ExerciseError(
            f"{exercise.name} is checked with Keras on {' or '.join(exercise.backends)}, and KERAS_BACKEND "
            f"is {backend!r}; unset it, or set it to {exercise.backends[0]}."
        )
