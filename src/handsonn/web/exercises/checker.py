"""Checks of the learner's answers: one at a time, each in a process of its own that was made ready before."""

from __future__ import annotations

import threading
from pathlib import Path

from handsonn.course.checking import CheckResult
from handsonn.course.checking.check_process import CheckProcess
from handsonn.course.exercise import Exercise
from handsonn.course.practice import check_answer, find_answer
from handsonn.errors import HandsonnError
from handsonn.web.exercises.saved_file import stamp_of
from handsonn.web.exercises.warm_process import WarmProcess
from handsonn.web.exercises.work import Work

_DEFECT = (
    "the check could not be done: this is a defect of handsonn, not a mistake of yours; please report it, "
    "with the lines that the terminal shows now."
)


class Checker:
    """The checks of one server. Its methods may be called from any thread."""

    def __init__(self) -> None:
        self._processes = WarmProcess()
        self._works: dict[str, Work] = {}
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._running: tuple[Work, CheckProcess] | None = None
        self._closed = False

    def work_of(self, exercise: Exercise) -> Work:
        """Give the last check of an exercise."""
        with self._lock:
            return self._works.setdefault(exercise.name, Work())

    def warm(self, exercise: Exercise) -> None:
        """Make a process ready, so that the next check of this exercise answers at once."""
        self._processes.warm(exercise)

    def check(self, root: Path, exercise: Exercise) -> None:
        """Begin to check the learner's file; nothing happens if it is being checked already."""
        work = self.work_of(exercise)
        if not work.begin(stamp_of(find_answer(root, exercise))):
            return
        threading.Thread(
            target=self._check, args=(root, exercise, work), name=f"check {exercise.name}", daemon=True
        ).start()

    def stop(self, exercise: Exercise) -> None:
        """End a check that waits or runs; its process is gone, whatever the learner's code does."""
        work = self.work_of(exercise)
        work.stop_wanted.set()
        with self._lock:
            running = self._running
        if running is not None and running[0] is work:
            running[1].end()

    def close(self) -> None:
        """End every process."""
        with self._lock:
            self._closed = True
            works, running = list(self._works.values()), self._running
        for work in works:
            work.stop_wanted.set()
        if running is not None:
            running[1].end()
        self._processes.close()

    def _check(self, root: Path, exercise: Exercise, work: Work) -> None:
        with self._turn:
            try:
                found = None if work.stop_wanted.is_set() else self._result(root, exercise, work)
            except HandsonnError as error:
                work.change(stage="refused", sentence=str(error))
                return
            except Exception:
                work.change(stage="refused", sentence=_DEFECT)
                raise  # the terminal shows where
        if found is None or (work.stop_wanted.is_set() and not found.passed):
            work.change(stage="stopped", held=0, at="")
            return
        work.change(stage="done", result=found, at="")
        if not self._closed:
            self._processes.warm(exercise)

    def _result(self, root: Path, exercise: Exercise, work: Work) -> CheckResult | None:
        """Check; None where it was stopped before it began."""
        with self._processes.take() as process:
            with self._lock:
                self._running = (work, process)
            try:
                if work.stop_wanted.is_set() or self._closed:
                    return None
                work.change(stage="checking", stamp=stamp_of(find_answer(root, exercise)))
                return check_answer(
                    root, exercise, process, hear=lambda held, at: work.change(held=held, at=at)
                )
            except ValueError:
                if not work.stop_wanted.is_set():
                    raise
                return None  # `stop` closed what we were about to write to or to read from
            finally:
                with self._lock:
                    self._running = None
