"""The process that works for a job: started, told to stop, listened to."""

from __future__ import annotations

import json
import subprocess
import threading
from contextlib import suppress
from typing import IO

from handsonn.web.workbench.job import LOG_FILE, Job
from handsonn.web.workbench.own_process import start

MODULE = "handsonn.experiments.training_process"
_TERMINAL = ("done", "nothing", "error")


class Child:
    """A running `python -m handsonn.experiments.training_process`. It ends when its standard input does."""

    def __init__(self, job: Job, module: str = MODULE, does: str = "trained") -> None:
        """Start it. module: what it runs. does: what it does, told where it ended too soon.

        Raises OSError when the system refuses.
        """
        self._job, self._does = job, does
        self._lock = threading.Lock()
        self._ended_by_us = False
        self.process = start(job.folder / LOG_FILE, module, str(job.folder))
        job.take({"event": "started"})
        self._send(json.dumps(job.settings))

    def stop(self) -> None:
        """Ask it to stop after the chunk of work in hand."""
        self._send("stop")

    def end(self) -> None:
        """End it at once, and wait until it is gone."""
        self._ended_by_us = True
        self.process.kill()
        self.process.wait()

    def listen(self) -> None:
        """Pass its events to the job until it has ended, however it ends."""
        told = False
        for line in _output(self.process):
            event = json.loads(line)
            told = told or event["event"] in _TERMINAL
            self._job.take(event)
        status = self.process.wait()
        with suppress(OSError):
            _input(self.process).close()
        _output(self.process).close()
        if self._ended_by_us:
            self._job.take({"event": "broken off"})
        elif not told:
            self._job.take({"event": "broken off", "sentence": self._how_it_ended(status)})

    def _how_it_ended(self, status: int) -> str:
        how = f"by signal {-status}" if status < 0 else f"with status {status}"
        return (
            f"the process that {self._does} was ended {how}, perhaps because the memory was full; its log "
            f"is in {self._job.folder / LOG_FILE}."
        )

    def _send(self, line: str) -> None:
        # A process that is gone needs to be told nothing: `listen` says how it ended.
        with self._lock, suppress(BrokenPipeError, ValueError):
            pipe = _input(self.process)
            pipe.write(line + "\n")
            pipe.flush()


def _input(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdin is not None
    return process.stdin


def _output(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout
