"""Begin an exercise anew: its files as they came, and the learner's kept beside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handsonn.course.answer_file import find_answer
from handsonn.course.exercise import ANSWER_FILE, TASK_FILE, Exercise
from handsonn.journal.repository.learner_file import make_file, read_if_there, replace_file
from handsonn.journal.repository.lock import changing


@dataclass(frozen=True)
class Reset:
    """What was put back. kept: the file that holds what the learner had written; None where nothing was."""

    answer: Path
    kept: Path | None


def reset_exercise(root: Path, exercise: Exercise) -> Reset:
    """Put exercise.py, and README.md where it is missing, as they came; what the learner wrote is kept.

    Their file is copied to exercise_1.py, exercise_2.py, ... first. Raises RepositoryError when the disk
    refuses; nothing is changed then.
    """
    found = find_answer(root, exercise)
    folder = found.parent if found else root / exercise.place
    answer = folder / ANSWER_FILE
    with changing(root, f"{exercise.name} could not be put back as it came"):
        folder.mkdir(parents=True, exist_ok=True)
        make_file(folder / TASK_FILE, (exercise.folder / TASK_FILE).read_bytes())
        shipped = (exercise.folder / ANSWER_FILE).read_bytes()
        written = read_if_there(answer)
        if written is None:
            make_file(answer, shipped)
            return Reset(answer, None)
        if written == shipped:
            return Reset(answer, None)
        kept = _keep(folder, written)
        replace_file(answer, shipped)
    return Reset(answer, kept)


def _keep(folder: Path, written: bytes) -> Path:
    number = 1
    while not make_file(folder / f"{Path(ANSWER_FILE).stem}_{number}.py", written):
        number += 1
    return folder / f"{Path(ANSWER_FILE).stem}_{number}.py"
