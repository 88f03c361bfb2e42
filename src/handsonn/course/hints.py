"""The hints of an exercise: one more each time, from a question to nearly the answer."""

from __future__ import annotations

import re

from handsonn.course.exercise import HINTS_FILE, Exercise

_HEADING = re.compile(r"^## Hint \d+[ \t]*$", re.MULTILINE)


def hints_of(exercise: Exercise) -> tuple[str, ...]:
    """Read the hints, in order: the parts of hints.md under `## Hint 1`, `## Hint 2`, and so on."""
    text = (exercise.folder / HINTS_FILE).read_text(encoding="utf-8")
    return tuple(part.strip() for part in _HEADING.split(text)[1:])
