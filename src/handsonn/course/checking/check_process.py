"""The process that checks answers, seen from outside: it is told what to check, listened to, and ended."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import psutil

from handsonn.course.checking import result
from handsonn.course.checking.request import CheckRequest
from handsonn.course.checking.result import CheckResult, Failure
from handsonn.course.checking.told_failure import ends_of
from handsonn.course.exercise import Exercise
from handsonn.experiments.process_group import end, kill_all
from handsonn.records.codec import from_jsonable, to_jsonable

MODULE = "handsonn.course.checking.child"
GRACE = 8.0
"""Seconds that code may go on after its time is over, before its process is killed."""
MOST_MEMORY = 4 * 2**30
"""Bytes that an answer's process may hold, or three quarters of the machine's memory where that is less."""
_LOOK = 0.05  # seconds between two looks at time and memory
_LAST_LINES = 20
_MOST_KEPT = 16_384  # bytes of what the process wrote on standard error
Hear = Callable[[int, str], None]


class CheckProcess:
    """A process of its own for the learner's code: what the code does to it does nothing to us.

    It can be used for several answers, one after the other; after one that had to be killed it is gone, and
    `is_alive` says so. Use it as a context manager: nothing of it is running afterwards.
    """

    def __init__(self, *, grace: float = GRACE, most_memory: int | None = None) -> None:
        self._grace = grace
        self._most_memory = most_memory or min(MOST_MEMORY, psutil.virtual_memory().total * 3 // 4)
        # -P: a file of the learner's called random.py must not stand before Python's own module.
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", MODULE],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        self._said = b""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._unready = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def is_alive(self) -> bool:
        """Tell whether it can check another answer."""
        return self._process.poll() is None

    def prepare(self, exercise: Exercise) -> None:
        """Let it import what this exercise's check needs; returns at once."""
        self._send(CheckRequest(str(exercise.folder), exercise.chapter, "", go=False))
        self._unready += 1

    def wait_until_ready(self) -> None:
        """Wait until all that was to be prepared is; returns at once where the process is gone."""
        assert self._process.stdout is not None
        while self._unready and self._process.stdout.readline():
            self._unready -= 1

    def check(
        self, exercise: Exercise, file: Path, seed: int, *, hear: Hear = lambda *_: None
    ) -> CheckResult:
        """Check an answer; hear: is told how many checks held, and what is looked at now.

        Whatever the answer does becomes part of the result. A KeyboardInterrupt passes through.
        """
        began = time.monotonic()
        watch = _Watch(self._process, self._most_memory)
        looking = [0, ""]
        self._send(CheckRequest(str(exercise.folder), exercise.chapter, str(file), seed, exercise.seconds))
        with watch:
            for event in self._events():
                if event["event"] == "looking":
                    if event["at"] and not watch.ends_at:
                        watch.ends_at = time.monotonic() + exercise.seconds + self._grace
                    looking = [event["held"], event["at"]]
                    hear(event["held"], event["at"])
                elif event["event"] == "result":
                    found: CheckResult = from_jsonable(CheckResult, event["record"])
                    return found
        self._process.wait()
        self._listener.join()
        failure = self._how_it_ended(exercise, file, watch.killed_for, str(looking[1]))
        return CheckResult(
            exercise.name, seed, "not passed", (), 0, failure,
            printed=self._last_lines(), seconds=time.monotonic() - began,
        )  # fmt: skip

    def end(self) -> None:
        """End the process and whatever the learner's code started."""
        kill_all(self._process)
        self._listener.join()  # what it wrote until now is read before the pipes are closed
        end(self._process)

    def _send(self, request: CheckRequest) -> None:
        line = json.dumps(to_jsonable(request)) + "\n"
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # a process that is gone: how it ended is told by what comes of it
            self._process.stdin.write(line.encode())
            self._process.stdin.flush()

    def _events(self) -> Any:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            event = json.loads(line)
            if event["event"] == "ready":
                self._unready -= 1
            else:
                yield event

    def _listen(self) -> None:
        """Take what the process writes on standard error, for as long as it does; the last lines are kept."""
        assert self._process.stderr is not None
        with suppress(ValueError, OSError):  # closed by end()
            while chunk := self._process.stderr.read1(_MOST_KEPT):  # type: ignore[attr-defined]
                self._said = (self._said + chunk)[-_MOST_KEPT:]

    def _last_lines(self) -> tuple[str, ...]:
        lines = self._said.decode("utf-8", "replace").splitlines()
        return tuple(line for line in lines if line.strip())[-_LAST_LINES:]

    def _how_it_ended(self, exercise: Exercise, file: Path, killed_for: str, looking: str) -> Failure:
        if killed_for == "memory":
            size = f"{self._most_memory / 2**30:.1f} GiB"
            return Failure(
                result.OUT_OF_MEMORY,
                f"your code took more than {size} of memory and was ended; use smaller arrays, or look for a "
                "list that grows without end.",
                looking,
            )
        if killed_for == "time":
            return Failure(
                result.OUT_OF_TIME,
                f"still running after {exercise.seconds:g} s and not to be interrupted, so it was ended; "
                "look for a loop that never ends or catches every exception.",
                looking,
            )
        ends = ends_of(file.read_text(encoding="utf-8", errors="replace"))
        if ends:
            sentence = f"line {ends[0]} ends the whole process with os._exit; take it out."
            return Failure(result.ENDED, sentence, looking, line=ends[0])
        status = self._process.returncode
        how = f"by signal {-status}" if status < 0 else f"with status {status}"
        lines = self._last_lines()
        last = f" The last that it printed: {lines[-1]!r}." if lines else ""
        return Failure(
            result.DIED,
            f"the process of your code ended {how} before the check did; look for a call that ends it.{last}",
            looking,
        )


class _Watch:
    """Looks at a process's time and memory in a thread, and kills it when it has too much of one."""

    def __init__(self, process: subprocess.Popen[bytes], most_memory: int) -> None:
        self.killed_for = ""
        self.ends_at = 0.0
        self._process = process
        self._most_memory = most_memory
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_LOOK):
            if self.ends_at and time.monotonic() > self.ends_at:
                self.killed_for = "time"
            elif _memory(self._process.pid) > self._most_memory:
                self.killed_for = "memory"
            if self.killed_for:
                kill_all(self._process)
                return


def _memory(pid: int) -> int:
    """Add up the bytes that a process and those it started hold; 0 for one that is gone."""
    held = 0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                held += each.memory_info().rss
    return held
