"""Where the learner's answer to an exercise lies."""

from __future__ import annotations

from pathlib import Path

from handsonn.course.exercise import ANSWER_FILE, Exercise

EXERCISES = Path("exercises")


def find_answer(root: Path, exercise: Exercise) -> Path | None:
    """Find the learner's exercise.py, also where they renamed the chapter's folder; None if there is none."""
    usual = root / exercise.place / ANSWER_FILE
    if usual.is_file():
        return usual
    moved = sorted((root / EXERCISES).glob(f"*/{exercise.name}/{ANSWER_FILE}"))
    return moved[0] if moved else None
