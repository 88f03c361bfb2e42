"""A process that can check an answer at once, because all that the check imports is there already."""

from __future__ import annotations

import threading

from handsonn.course.checking.check_process import CheckProcess
from handsonn.course.exercise import Exercise

IDLE = 600.0
"""Seconds after which a process that nobody needed is ended; it may hold Keras, some 500 MB."""


class WarmProcess:
    """Keeps one process ready. Each answer gets a process of its own: code may change what it finds there.

    Its methods may be called from any thread.
    """

    def __init__(self, idle: float = IDLE) -> None:
        self._idle = idle
        self._lock = threading.Lock()
        self._spare: CheckProcess | None = None
        self._prepared: set[str] = set()
        self._timer: threading.Timer | None = None
        self._closed = False

    def warm(self, exercise: Exercise) -> None:
        """Let a process import what this exercise's check needs; returns before it has."""
        with self._lock:
            if self._closed:
                return
            if self._spare is None or not self._spare.is_alive:
                self._end()
                self._spare = CheckProcess()
            if exercise.name not in self._prepared:
                self._spare.prepare(exercise)
                self._prepared.add(exercise.name)
            self._wait_anew()

    def take(self) -> CheckProcess:
        """Give the process that is ready, or a new one; whoever takes it ends it."""
        with self._lock:
            spare, self._spare = self._spare, None
            self._prepared.clear()
            self._stop_waiting()
        if spare is not None and not spare.is_alive:
            spare.end()
            spare = None
        return spare or CheckProcess()

    def close(self) -> None:
        """End the process that is ready; no other is started."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> None:
        spare, self._spare = self._spare, None
        self._prepared.clear()
        self._stop_waiting()
        if spare is not None:
            spare.end()

    def _wait_anew(self) -> None:
        self._stop_waiting()
        self._timer = threading.Timer(self._idle, self._idle_is_over)
        self._timer.daemon = True
        self._timer.start()

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _idle_is_over(self) -> None:
        with self._lock:
            if threading.current_thread() is self._timer:  # else it was needed again meanwhile
                self._end()
