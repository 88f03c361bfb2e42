"""The lab that was wanted last is rehearsed, once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from handsonn.course.lab import Lab
from handsonn.web.rehearsals import Rehearsals

DEADLINE = 30  # seconds


def lab(name: str) -> Lab:
    return Lab(name, "ch10", 1, name, "?", 1, Path(name), "<svg/>")


def test_of_those_wanted_before_the_imports_are_over_only_the_last_is_rehearsed() -> None:
    imported, rehearsed = threading.Event(), list[tuple[str, bool]]()
    heard = threading.Semaphore(0)

    def rehearse(path: Path, brief: bool, _unwanted: Callable[[], bool]) -> None:
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


def test_a_rehearsal_hears_that_another_lab_is_wanted_and_can_be_begun_again() -> None:
    begun, rehearsed = threading.Semaphore(0), list[str]()
    wanted_another, over = threading.Event(), threading.Event()

    def rehearse(path: Path, _brief: bool, unwanted: Callable[[], bool]) -> None:
        rehearsed.append(path.name)
        begun.release()
        if len(rehearsed) == 1:
            assert not unwanted()
            assert wanted_another.wait(DEADLINE)
            rehearsed.append("unwanted" if unwanted() else "still wanted")
        if rehearsed.count("first") == 2:
            over.set()

    rehearsals = Rehearsals(lambda: None, rehearse)
    rehearsals.want(lab("first"))
    assert begun.acquire(timeout=DEADLINE)
    rehearsals.want(lab("second"))
    wanted_another.set()
    assert begun.acquire(timeout=DEADLINE)
    rehearsals.want(lab("first"))
    assert over.wait(DEADLINE)
    assert rehearsed == ["first", "unwanted", "second", "first"]


def test_to_want_the_lab_that_is_being_rehearsed_changes_nothing() -> None:
    begun, go_on, heard = threading.Event(), threading.Event(), threading.Semaphore(0)
    told: list[bool] = []

    def rehearse(_path: Path, _brief: bool, unwanted: Callable[[], bool]) -> None:
        begun.set()
        assert go_on.wait(DEADLINE)
        told.append(unwanted())
        heard.release()

    rehearsals = Rehearsals(lambda: None, rehearse)
    rehearsals.want(lab("first"))
    assert begun.wait(DEADLINE)
    rehearsals.want(lab("second"))
    rehearsals.want(lab("first"), brief=True)
    go_on.set()
    assert heard.acquire(timeout=DEADLINE)
    rehearsals.want(lab("first"))
    rehearsals.want(lab("third"))
    assert heard.acquire(timeout=DEADLINE)
    assert told == [False, False]
