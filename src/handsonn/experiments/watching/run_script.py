"""Run a learner's script as `python SCRIPT` does, inside this process, until it ends or its time is over."""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
from _thread import interrupt_main
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from handsonn.experiments.watching.raised import raised_facts
from handsonn.records import RaisedFacts

_SECONDS_BETWEEN_CALLS = 2.0
How = Literal["ended", "raised", "out of time", "stopped"]


class EndOfScript(BaseException):
    """Ends a script from inside: its time is over, or the learner does not want to wait for it."""


@dataclass(frozen=True)
class Ended:
    """How a script ended, and what it raised."""

    how: How
    raised: RaisedFacts | None = None


def run_script(script: Path, arguments: tuple[str, ...], limit: Limit) -> Ended:
    """Run the script with itself as `__main__` and its folder first on the import path."""
    before = sys.argv, sys.path[:]
    sys.argv = [str(script), *arguments]
    sys.path.insert(0, str(script.parent))
    try:
        with limit.watched():
            runpy.run_path(str(script), run_name="__main__")
    except EndOfScript:
        return Ended("out of time" if limit.is_over else "stopped")
    except SystemExit as error:
        return _ended_by_exit(error)
    except BaseException as error:  # noqa: BLE001 - whatever a script raises is what is to be explained
        return Ended("raised", raised_facts(error, script))
    finally:
        sys.argv, sys.path[:] = before
    return Ended("ended")


def _ended_by_exit(error: SystemExit) -> Ended:
    if error.code in {None, 0}:
        return Ended("ended")
    return Ended("raised", RaisedFacts("SystemExit", str(error.code), "script"))


class Limit:
    """Ends what the main thread does when time is over, or when asked to, by an EndOfScript in its midst.

    It is raised again every two seconds, should a script's own `except:` have swallowed it.
    """

    def __init__(self, seconds: float, interrupt: Callable[[], Any] | None = None) -> None:
        """Set how long the script may run; interrupt: how the main thread is reached."""
        self.is_over = False
        self._seconds = seconds
        self._woken = threading.Event()
        self._ended = threading.Event()
        self._interrupt = interrupt or (lambda: interrupt_main(signal.SIGTERM))

    def end_now(self) -> None:
        """End the script, because the learner asked for it."""
        self._woken.set()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Run the body under the limit; only in the main thread."""
        before = signal.signal(signal.SIGTERM, _raise_end)
        timer = threading.Thread(target=self._wait, daemon=True)
        timer.start()
        try:
            yield
        finally:
            self._ended.set()
            self._woken.set()
            timer.join()
            signal.signal(signal.SIGTERM, before)

    def _wait(self) -> None:
        asked = self._woken.wait(self._seconds)
        self.is_over = not asked
        while not self._ended.is_set():
            self._interrupt()
            self._ended.wait(_SECONDS_BETWEEN_CALLS)


def _raise_end(_signal: int, _frame: Any) -> None:
    raise EndOfScript


def quiet_pictures() -> None:
    """Let a script's plt.show() draw into nothing, as it would otherwise wait for a window to be closed."""
    os.environ["MPLBACKEND"] = "Agg"
