"""Which labs the learner has opened and finished: one small JSON file in the learner's folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from handsonn.course.marks_file import MarksFile, MarksForm
from handsonn.errors import LabError

State = Literal["seen", "done"]
STATES: tuple[State, ...] = ("seen", "done")
PROGRESS_FILE = Path("labs") / "progress.json"


def _checked(marks: dict[str, Any]) -> dict[str, State]:
    if not all(state in STATES for state in marks.values()):
        raise ValueError('expected "labs" with "seen" or "done" for each lab')
    return marks


FORM = MarksForm("handsonn_progress", 1, "labs", _checked, LabError, "the labs work all the same")


class Progress:
    """The learner's marks, kept in labs/progress.json of their folder.

    The file is {"handsonn_progress": 1, "labs": {"weights": "done"}}; MarksFile says how it is kept whole.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / PROGRESS_FILE
        self._file = MarksFile(self.path, FORM)

    @property
    def note(self) -> str:
        """Say what is wrong with the file, such as that it was put aside; "" where nothing is."""
        return self._file.note

    @note.setter
    def note(self, sentence: str) -> None:
        self._file.note = sentence

    def seen(self) -> frozenset[str]:
        """Give the names of the labs that were opened; a lab that is done was opened too.

        Raises LabError if the file cannot be read, or is a newer handsonn's.
        """
        return frozenset(self._file.known())

    def done(self) -> frozenset[str]:
        """Give the names of the labs that are done. Raises LabError like `seen`."""
        return frozenset(name for name, state in self._file.known().items() if state == "done")

    def mark(self, lab_name: str, state: State) -> None:
        """Mark a lab as seen or done; one that is done stays done.

        Raises LabError if the file cannot be written or read, or is a newer handsonn's.
        """
        if state not in STATES:
            raise LabError(f"a lab is marked as one of {', '.join(STATES)}, not as {state!r}.")
        self._file.change(lambda marks: {**marks, lab_name: _higher(marks.get(lab_name), state)})


def _higher(before: State | None, state: State) -> State:
    return "done" if before == "done" else state
