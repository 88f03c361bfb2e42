"""Which exercises the learner has passed, and how many hints they took: one JSON file of their repository."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict

from handsonn.course.marks_file import MarksFile, MarksForm
from handsonn.errors import ExerciseError

MARKS_FILE = Path(".handsonn") / "exercises.json"


class Mark(TypedDict, total=False):
    """What is kept of one exercise. passed: the moment of the first pass, ISO 8601. hints: how many given."""

    passed: str
    hints: int


def _checked(marks: dict[str, Any]) -> dict[str, Mark]:
    for name, mark in marks.items():
        whole = isinstance(mark, dict) and set(mark) <= {"passed", "hints"}
        if not whole or not isinstance(mark.get("passed", ""), str) or not _is_count(mark.get("hints", 0)):
            raise ValueError(f'expected "passed" and "hints" for {name!r}')
    return marks


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


FORM = MarksForm(
    "handsonn_exercises", 1, "exercises", _checked, ExerciseError, "the exercises can be checked all the same"
)


class ExerciseMarks:
    """The marks of a repository, kept in .handsonn/exercises.json; MarksFile says how it is kept whole.

    Its methods raise ExerciseError if the file cannot be read or written, or is a newer handsonn's.
    """

    def __init__(self, root: Path) -> None:
        self.path = root / MARKS_FILE
        self._file = MarksFile(self.path, FORM)

    @property
    def note(self) -> str:
        """Say that a file which could not be understood was put aside; "" where none was."""
        return self._file.note

    def known(self) -> dict[str, Mark]:
        """Give what is kept of each exercise, read from the file once."""
        return self._file.known()

    def passed(self) -> dict[str, str]:
        """Give the exercises that were passed, each with the moment of its first pass (ISO 8601)."""
        return {name: mark["passed"] for name, mark in self.known().items() if "passed" in mark}

    def hints(self, name: str) -> int:
        """Give how many hints of an exercise were given."""
        return self.known().get(name, Mark()).get("hints", 0)

    def mark_passed(self, name: str) -> bool:
        """Mark an exercise as passed; tell whether this is the first time. The first moment is kept."""
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        first = False

        def act(marks: dict[str, Mark]) -> dict[str, Mark]:
            nonlocal first
            first = "passed" not in marks.get(name, Mark())
            return {**marks, name: Mark(passed=moment, **marks.get(name, Mark()))} if first else marks

        self._file.change(act)
        return first

    def hint_given(self, name: str, most: int) -> int:
        """Count one more hint of an exercise, at most so many, and give which one is now to be shown."""
        number = 0

        def act(marks: dict[str, Mark]) -> dict[str, Mark]:
            nonlocal number
            before = marks.get(name, Mark())
            number = min(before.get("hints", 0) + 1, most)
            after = Mark(**before)
            after["hints"] = number
            return {**marks, name: after}

        self._file.change(act)
        return number
