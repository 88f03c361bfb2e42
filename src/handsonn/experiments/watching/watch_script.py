"""Start the process that runs a learner's script, listen to it, and end it, whatever the script does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import IO, Any

from handsonn import GIVEN_BACKEND
from handsonn.errors import DiagnosisError
from handsonn.experiments.process_group import end, kill_all
from handsonn.experiments.watching.request import WatchRequest, check_request
from handsonn.records import Diagnosis, Finding
from handsonn.records.codec import from_jsonable, to_jsonable

MODULE = "handsonn.experiments.watching.child"
GRACE = 20.0
"""Seconds that a script may go on after its time is over, before its process is killed."""
_LAST_LINES = 20
Hear = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Watched:
    """What came of it.

    diagnosis: None when the process was killed before it could diagnose.
    early: what configuration and data said when fit was first called. how: how the script ended, "killed"
    where it had to be. printed: the last lines that the script printed.
    """

    diagnosis: Diagnosis | None
    early: tuple[Finding, ...]
    how: str
    printed: tuple[str, ...]


def watch_script(
    request: WatchRequest,
    *,
    hear: Hear = lambda _: None,
    stopping: Callable[[Callable[[], None]], None] = lambda _: None,
    grace: float = GRACE,
) -> Watched:
    """Run and diagnose a script.

    hear: is told of each event (child.py lists them). stopping: is given a function that asks the process to
    stop. Raises UsageError for a request that cannot be met, DiagnosisError when the process ended without a
    word, or told that it could not diagnose.
    """
    script = check_request(request)
    with tempfile.TemporaryFile() as printed, _process(printed) as process:
        listener = _Listener(hear)
        stopping(lambda: _send(process, "stop"))
        _send(process, json.dumps(to_jsonable(replace(request, script=str(script)))))
        killer = _Killer(process, request.seconds + grace, listener)
        try:
            for line in _output(process):
                listener.take(json.loads(line))
            status = process.wait()
        finally:
            killer.stand_down()
        return _outcome(listener, status, _last_lines(printed), killed=killer.has_killed)


@contextmanager
def _process(printed: IO[bytes]) -> Iterator[subprocess.Popen[str]]:
    """Start it in a session of its own, and leave nothing of it running, however the body ends."""
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        # -P: a file of the learner's called random.py must not stand before Python's own module.
        [sys.executable, "-P", "-m", MODULE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=printed, text=True, encoding="utf-8",
        start_new_session=True, env={**os.environ, "HANDSONN_SCRIPT_BACKEND": GIVEN_BACKEND},
    )  # fmt: skip
    try:
        yield process
    finally:
        end(process)


class _Listener:
    """Keeps what was told."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self.early: tuple[Finding, ...] = ()
        self.how = ""
        self.diagnosis: Diagnosis | None = None
        self.problem = ""

    def take(self, event: dict[str, Any]) -> None:
        """Take one event, and pass it on."""
        kind = event["event"]
        if kind == "began" and event["call"] == 1:
            self.early = from_jsonable(tuple[Finding, ...], event["findings"])
        elif kind == "ended":
            self.how = event["how"]
        elif kind == "diagnosis":
            self.diagnosis = from_jsonable(Diagnosis, event["record"])
        elif kind == "error":
            self.problem = event["sentence"]
        self._hear(event)


class _Killer:
    """Kills the process when its script is still running so long after its time was over."""

    def __init__(self, process: subprocess.Popen[str], seconds: float, listener: _Listener) -> None:
        self.has_killed = False
        self._process = process
        self._listener = listener
        self._timer = threading.Timer(seconds, self._kill)
        self._timer.daemon = True
        self._timer.start()

    def _kill(self) -> None:
        if not self._listener.how:  # the script has ended: a diagnosis takes the time it takes
            self.has_killed = True
            kill_all(self._process)

    def stand_down(self) -> None:
        """Do nothing any more."""
        self._timer.cancel()


def _outcome(listener: _Listener, status: int, printed: tuple[str, ...], *, killed: bool) -> Watched:
    if listener.problem:
        raise DiagnosisError(listener.problem)
    if listener.diagnosis is None and not killed:
        raise DiagnosisError(_how_it_ended(status, printed))
    return Watched(listener.diagnosis, listener.early, "killed" if killed else listener.how, printed)


def _how_it_ended(status: int, printed: tuple[str, ...]) -> str:
    how = f"by signal {-status}" if status < 0 else f"with status {status}"
    last = f" The last that it printed: {printed[-1]!r}." if printed else ""
    return (
        f"the script's process ended {how} before it could be diagnosed; look for os._exit() in the "
        f"script, or give it less data if the memory was full.{last}"
    )


def _last_lines(printed: IO[bytes]) -> tuple[str, ...]:
    printed.seek(0)
    lines = printed.read().decode("utf-8", "replace").splitlines()
    return tuple(line for line in lines if line.strip())[-_LAST_LINES:]


def _send(process: subprocess.Popen[str], line: str) -> None:
    # A process that is gone needs to be told nothing: its status says how it ended.
    with suppress(BrokenPipeError, ValueError):
        assert process.stdin is not None
        process.stdin.write(line + "\n")
        process.stdin.flush()


def _output(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout
