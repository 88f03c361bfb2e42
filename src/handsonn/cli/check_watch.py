"""Check again whenever an exercise's file is saved."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from handsonn.cli.terminal import say as note

if TYPE_CHECKING:
    from handsonn.course.checking import CheckResult
    from handsonn.course.exercise import Exercise

_LOOK = 0.2  # seconds between two looks at the file
Say = Callable[["Exercise", "CheckResult"], None]


def watch_exercises(
    root: Path, exercise: Exercise | None, *, goes_on: bool, say: Say, over: threading.Event | None = None
) -> None:
    """Check an exercise now and at each save until it passes; goes_on: then the next one, to the last.

    over: ends it when set; Ctrl-C does as well, as a KeyboardInterrupt. While the learner writes, a process
    with everything imported waits for the next save.
    """
    from handsonn.course.checking.check_process import CheckProcess
    from handsonn.course.practice import answer_path, check_answer, next_exercise

    over = over or threading.Event()
    while exercise is not None and not over.is_set():
        passed, seen = False, b""
        while not passed and not over.is_set():
            with CheckProcess() as process:
                process.prepare(exercise)
                seen = _saved(answer_path(root, exercise), seen, over)
                if over.is_set():
                    return
                found = check_answer(root, exercise, process)
            say(exercise, found)
            passed = found.passed
            if not passed:
                note(f"waiting for {exercise.name} to be saved; Ctrl-C ends")
        exercise = next_exercise(root) if goes_on else None


def _saved(answer: Path, before: bytes, over: threading.Event) -> bytes:
    """Wait until the file is there and holds something else than before, and give that."""
    while not over.wait(_LOOK):
        try:
            now = answer.read_bytes()
        except FileNotFoundError:
            continue  # some editors save by deleting and making it anew
        if now != before:
            return now
    return before
