"""One hint more each time; the solution only to those who passed or have had all hints."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handsonn.course.exercise import SOLUTION_FILE, Exercise
from handsonn.course.exercise_marks import ExerciseMarks
from handsonn.course.hints import hints_of
from handsonn.errors import ExerciseError


@dataclass(frozen=True)
class Hint:
    """A hint as it is given. number: from 1; of: how many there are. text: Markdown."""

    exercise: str
    number: int
    of: int
    text: str


def give_hint(root: Path, exercise: Exercise) -> Hint:
    """Give the next hint of an exercise and count it; after the last one, the last again.

    Raises ExerciseError for marks that cannot be read or written.
    """
    hints = hints_of(exercise)
    number = ExerciseMarks(root).hint_given(exercise.name, len(hints))
    return Hint(exercise.name, number, len(hints), hints[number - 1])


def solution_of(root: Path, exercise: Exercise) -> str:
    """Give a solution's code. Raises ExerciseError before it was passed or all hints were given."""
    marks, hints = ExerciseMarks(root), hints_of(exercise)
    given = marks.hints(exercise.name)
    if exercise.name not in marks.passed() and given < len(hints):
        raise ExerciseError(
            f"a solution of {exercise.name} is shown once it is passed or all {len(hints)} hints were given "
            f"({given} so far); `handsonn hint {exercise.name}` gives the next."
        )
    return (exercise.folder / SOLUTION_FILE).read_text(encoding="utf-8")
