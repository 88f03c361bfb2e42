"""The last check of one exercise, as far as it has come."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import Any, Literal

from handsonn.course.checking import CheckResult
from handsonn.web.workbench.bell import Bell

Stage = Literal["new", "waiting", "checking", "done", "stopped", "refused"]
AT_WORK = frozenset({"waiting", "checking"})


@dataclass(frozen=True)
class Progress:
    """What a page shows of a check.

    stage: "new" (never checked since handsonn started), "waiting" (for another exercise's check to end),
    "checking", "done", "stopped" (by the learner), "refused" (it could not be done; `sentence` says why).
    held: how many things were found right; at: what is looked at now. stamp: of the file that is checked.
    """

    stage: Stage = "new"
    held: int = 0
    at: str = ""
    stamp: str = ""
    sentence: str = ""
    result: CheckResult | None = None


class Work:
    """The progress of one exercise's check; `bell` rings at each change. For any thread."""

    def __init__(self) -> None:
        self.bell = Bell()
        self.stop_wanted = threading.Event()
        self._lock = threading.Lock()
        self._progress = Progress()
        self._version = 0

    @property
    def version(self) -> int:
        """Count the changes."""
        return self._version

    @property
    def is_at_work(self) -> bool:
        """Tell whether a check waits or runs."""
        return self._progress.stage in AT_WORK

    def seen(self) -> tuple[int, Progress]:
        """Give the version and the progress of the same moment."""
        with self._lock:
            return self._version, self._progress

    def begin(self, stamp: str) -> bool:
        """Begin to wait for a check's turn; False if one waits or runs already."""
        with self._lock:
            if self.is_at_work:
                return False
            self.stop_wanted.clear()
            self._put(Progress("waiting", stamp=stamp))
        self.bell.ring()
        return True

    def change(self, **facts: Any) -> None:
        """Change some facts of the progress."""
        with self._lock:
            self._put(replace(self._progress, **facts))
        self.bell.ring()

    def _put(self, progress: Progress) -> None:
        self._progress = progress
        self._version += 1
