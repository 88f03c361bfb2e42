"""The process that looks at settings before a training: begun by a question, ended when none comes."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from handsonn.errors import HandsonnError, UsageError
from handsonn.web.workbench.own_process import start as start_process

MODULE = "handsonn.experiments.looking_process"
LOG_FILE = "looks.log"
IDLE_SECONDS = 600.0
"""It holds Keras and a data set, so it does not stay for ever."""

Process = subprocess.Popen[str]


class Superseded(HandsonnError):  # noqa: N818 - reads as what happened
    """The same page asked again before this question's turn came."""


class Looker:
    """Asks one process one question at a time. Its methods may be called from any thread."""

    def __init__(
        self,
        folder: Path,
        *,
        start: Callable[[Path], Process] | None = None,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        """folder: for the log. start: starts the process that answers."""
        self._folder = folder
        self._start = start or _started
        self._idle_seconds = idle_seconds
        self._turn, self._asking = threading.Lock(), threading.Lock()
        self._latest: dict[str, int] = {}
        self._number = 0
        self._process: Process | None = None
        self._closed = False
        self._timer: threading.Timer | None = None

    def look(self, settings: dict[str, Any], page: str = "") -> dict[str, Any]:
        """Give the answer to these settings, as looking_process.py tells it.

        page: whose question it is. Raises Superseded when that page asked again meanwhile, UsageError with
        the process' own sentence, HandsonnError when the process ended.
        """
        with self._asking:
            self._number += 1
            number = self._latest[page] = self._number
        try:
            with self._turn:
                self._refuse_older(page, number)
                told = self._asked({"number": number, "settings": settings})
            self._refuse_older(page, number)
        finally:
            with self._asking:
                if self._latest.get(page) == number:
                    del self._latest[page]
        if "sentence" in told:
            raise UsageError(told["sentence"])
        return told

    def close(self) -> None:
        """End the process, now."""
        self._closed = True
        self._end()

    def _refuse_older(self, page: str, number: int) -> None:
        with self._asking:
            if self._latest.get(page, number) != number:
                raise Superseded("these settings were changed meanwhile; the newer ones are looked at.")

    def _asked(self, question: dict[str, Any]) -> dict[str, Any]:
        process = self._running()
        try:
            _pipe(process.stdin).write(json.dumps(question) + "\n")
            _pipe(process.stdin).flush()
            line = _pipe(process.stdout).readline()
        except (BrokenPipeError, ValueError):
            line = ""
        if not line:
            self._end()
            raise HandsonnError(
                "the process that looks at settings before a training ended, perhaps because the memory was "
                f"full; its log is in {self._folder / LOG_FILE}."
            )
        self._wait_for_more()
        told: dict[str, Any] = json.loads(line)
        return told

    def _running(self) -> Process:
        if self._process is None or self._process.poll() is not None:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._process = self._start(self._folder)
            except OSError as error:
                raise HandsonnError(
                    f"the look before training could not be started ({error.strerror or error}); make room."
                ) from None
            if self._closed:
                self._end()
        return self._process or self._gone()

    def _gone(self) -> Process:
        raise HandsonnError("handsonn is closing, so these settings are not looked at.")

    def _wait_for_more(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(self._idle_seconds, self._end_if_idle)
        self._timer.daemon = True
        self._timer.start()

    def _end_if_idle(self) -> None:
        with self._turn:
            if self._timer is threading.current_thread():
                self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError, ValueError):
                _pipe(pipe).close()


def _started(folder: Path) -> Process:
    return start_process(folder / LOG_FILE, MODULE)


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe
