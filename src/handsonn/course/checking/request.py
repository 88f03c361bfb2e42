"""What is asked of the process that checks answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CheckRequest:
    """An answer to check.

    exercise: the folder of the exercise in the course; chapter: "ch10". file: the answer.
    seed: of the check's data and networks. seconds: how long the answer may run.
    go: False only prepares: what the check needs is imported.
    """

    exercise: str
    chapter: str
    file: str
    seed: int = 0
    seconds: int = 0
    go: bool = True
