"""A process that runs a learner's code, and whatever that code started: ended together."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from typing import Any


def kill_all(process: subprocess.Popen[Any]) -> None:
    """Kill a process that was started in a session of its own, and what it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()


def end(process: subprocess.Popen[Any]) -> None:
    """Kill all of it, wait until it is gone, and close what led to it."""
    kill_all(process)
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
