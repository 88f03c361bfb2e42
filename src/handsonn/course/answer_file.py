"""Where the learner's answer to an exercise lies."""

from __future__ import annotations

from pathlib import Path

from handsonn.course.exercise import ANSWER_FILE, Exercise

EXERCISES = Path("exercises")


def was_written_in(answer: Path, exercise: Exercise) -> bool:
    """Tell whether a learner's file differs from the one that came; git may give it other line ends.

    Raises OSError.
    """
    shipped = exercise.folder / ANSWER_FILE
    return answer.read_bytes().splitlines() != shipped.read_bytes().splitlines()


def find_answer(root: Path, exercise: Exercise) -> Path | None:
    """Find the learner's exercise.py, also where they renamed the chapter's folder; None if there is none."""
    usual = root / exercise.place / ANSWER_FILE
    if usual.is_file():
        return usual
    moved = sorted((root / EXERCISES).glob(f"*/{exercise.name}/{ANSWER_FILE}"))
    return moved[0] if moved else None
