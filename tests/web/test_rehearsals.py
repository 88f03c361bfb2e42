"""The lab that was wanted last is rehearsed, once."""

from __future__ import annotations

import threading
from pathlib import Path

from handsonn.course.lab import Lab
from handsonn.web.rehearsals import Rehearsals

DEADLINE = 30  # seconds


def lab(name: str) -> Lab:
    return Lab(name, "ch10", 1, name, "?", 1, Path(name), "<svg/>")


def test_of_those_wanted_before_the_imports_are_over_only_the_last_is_rehearsed() -> None:
    imported, rehearsed = threading.Event(), list[tuple[str, bool]]()
    heard = threading.Semaphore(0)

    def rehearse(path: Path, brief: bool) -> None:
        rehearsed.append((path.name, brief))
        heard.release()

    rehearsals = Rehearsals(lambda: imported.wait(DEADLINE) and None, rehearse)
    for name in ("first", "second"):
        rehearsals.want(lab(name))
    assert rehearsed == []
    imported.set()
    assert heard.acquire(timeout=DEADLINE)
    rehearsals.want(lab("second"))
    rehearsals.want(lab("third"), brief=True)
    assert heard.acquire(timeout=DEADLINE)
    assert rehearsed == [("second", False), ("third", True)]


def test_without_a_wish_nothing_is_imported() -> None:
    asked = threading.Event()
    Rehearsals(asked.set, lambda *_: None)
    assert not asked.is_set()
