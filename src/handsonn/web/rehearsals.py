"""One rehearsal at a time: of the lab that was wanted last."""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from handsonn.course.lab import Lab
from handsonn.web.parsing_turns import take_turns

Rehearse = Callable[[Path, bool, Callable[[], bool]], None]


class Rehearsals:
    """Computes labs' first experiments ahead, each lab's once, on a thread that begins with the first.

    until_imported(): waits for what the labs need. rehearse(path, brief, unwanted): computes a lab's first
    experiment, and ends it early once unwanted() tells that the learner went to another lab.
    """

    def __init__(self, until_imported: Callable[[], None], rehearse: Rehearse | None = None) -> None:
        self._until_imported = until_imported
        self._rehearse = rehearse or _rehearse
        self._changed = threading.Condition()
        self._wanted: tuple[Lab, bool] | None = None
        self._now: Lab | None = None
        self._done: set[str] = set()
        self._thread: threading.Thread | None = None

    def want(self, lab: Lab, *, brief: bool = False) -> None:
        """Ask for a lab, instead of any that was asked for before: the learner went on.

        brief: its page is on its way already.
        """
        with self._changed:
            if lab == self._now:
                self._wanted = None
                return
            self._wanted = lab, brief
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="handsonn rehearsals", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _run(self) -> None:
        self._until_imported()
        while True:
            with self._changed:
                while self._wanted is None:
                    self._changed.wait()
                (lab, brief), self._wanted = self._wanted, None
                self._now = lab
            if lab.address not in self._done:
                self._rehearse(lab.path, brief, self._unwanted)
            with self._changed:
                self._now = None
                if not self._unwanted():
                    self._done.add(lab.address)

    def _unwanted(self) -> bool:
        """Tell whether another lab is wanted than the one that is being rehearsed."""
        return self._wanted is not None


def _rehearse(path: Path, brief: bool, unwanted: Callable[[], bool]) -> None:
    """Import the live part only here: the thread has waited until all that it needs is imported."""
    take_turns()  # a lab's page may be parsed at the same moment
    import_module("handsonn.course.live.rehearsal").rehearse(path, brief=brief, unwanted=unwanted)
