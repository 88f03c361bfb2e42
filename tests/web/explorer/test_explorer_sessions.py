"""Explorers of a server: one process each, ended with the page, and what is told when it dies."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from handsonn.errors import LabError, LatentError, UsageError
from handsonn.web.explorer import session as session_module
from handsonn.web.explorer.session import Session
from handsonn.web.explorer.sessions import Sessions

SECONDS = 120


def wish(**space: Any) -> dict[str, Any]:
    document = {"data": {"name_or_path": "iris"}, "space": {"latent_dim": 2, "epochs": 3} | space, "map": {}}
    return {"wish": document, "map_cache": None}


def until(session: Session, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    asyncio.run(session.bell.wait_until(lambda: holds(session.facts()), SECONDS))
    facts = session.facts()
    assert holds(facts), facts
    return facts


def ask(session: Session, **question: Any) -> bytes:
    return asyncio.run(session.ask(question))


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("learner")
    session = Session(folder / "runs", folder / "log.txt")
    session.tell(wish())
    until(session, lambda facts: facts["stage"] == "idle" and facts["space"] is not None)
    yield session
    session.close()


def test_a_wish_becomes_a_space_with_a_measured_map(trained: Session) -> None:
    facts = trained.facts()
    assert facts["problem"] == ""
    assert (facts["space"]["samples"], facts["space"]["latent_dim"]) == (150, 2)
    assert 0 < facts["map"]["trust"]["trustworthiness"] <= 1


def test_questions_are_answered_as_messages_and_refusals_are_sentences(trained: Session) -> None:
    number = trained.facts()["space"]["number"]
    message = ask(trained, ask="cloud", space=number)
    length = int.from_bytes(message[:4], "little")
    cloud = json.loads(message[4 : 4 + length])["cloud"]
    assert cloud["points"]["shape"] == [150, 2]
    assert [one["name"] for one in cloud["magnitudes"]] == ["reconstruction error", "stretch"]
    assert cloud["opacity"]["shape"] == [150]
    with pytest.raises(LatentError, match="rows go from 0 to 149"):
        ask(trained, ask="sample", space=number, row=150)
    assert ask(trained, ask="generate", space=number, count=2)


def test_a_wish_that_cannot_be_fulfilled_leaves_what_is_shown(trained: Session) -> None:
    trained.tell(wish(latent_dim=5))
    facts = until(trained, lambda facts: bool(facts["problem"]) and facts["stage"] == "idle")
    assert "a sample has only 4 numbers" in facts["problem"]
    assert facts["map"] is not None
    trained.tell(wish())
    until(trained, lambda facts: not facts["problem"] and facts["stage"] == "idle")


def test_a_process_that_is_killed_is_told_with_its_log(tmp_path: Path) -> None:
    session = Session(tmp_path / "runs", tmp_path / "log.txt")
    os.kill(session._process.pid, signal.SIGKILL)
    facts = until(session, lambda facts: facts["stage"] == "ended")
    assert "ended by signal 9" in facts["problem"]
    assert "log.txt" in facts["problem"]
    with pytest.raises(LatentError, match="the process of this explorer has ended"):
        ask(session, ask="cloud")


def test_a_system_that_starts_no_process_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(session_module.subprocess, "Popen", refuse)
    with pytest.raises(LabError, match=r"could not be started \(Cannot allocate memory\)"):
        Session(tmp_path / "runs", tmp_path / "log.txt")


class Quiet:
    """A session without a process."""

    def __init__(self, _runs: Path, _log: Path) -> None:
        self.seen, self.watched, self.is_over, self.closed = time.monotonic(), 0, False, False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sessions]:
    monkeypatch.setattr("handsonn.web.explorer.sessions.Session", Quiet)
    made = Sessions(tmp_path, tmp_path / "runs", grace=1000.0, most=2)
    yield made
    made.close()


def later(seconds: float) -> Callable[[], float]:
    return lambda: time.monotonic() + seconds


def test_an_explorer_stays_while_its_page_waits_and_ends_when_it_is_gone(sessions: Sessions) -> None:
    name = sessions.open()
    session: Any = sessions.find(name)

    async def page_waits() -> None:
        async with sessions.watching(name):
            sessions.sweep(later(2000))
            assert not session.closed

    asyncio.run(page_waits())
    sessions.sweep(later(500))
    assert not session.closed
    sessions.sweep(later(2000))
    assert session.closed
    with pytest.raises(UsageError, match="its page was away for a while"):
        sessions.find(name)


def test_too_many_explorers_are_refused_until_one_has_gone(sessions: Sessions) -> None:
    first = sessions.open()
    sessions.open()
    with pytest.raises(UsageError, match="2 explorers are open already"):
        sessions.open()
    gone: Any = sessions.find(first)
    gone.is_over = True
    assert sessions.open()


def test_the_end_of_the_server_ends_all(sessions: Sessions) -> None:
    made: list[Any] = [sessions.find(sessions.open()) for _ in range(2)]
    sessions.close()
    assert all(session.closed for session in made)
    assert not any(thread.name == "explorers" and thread.is_alive() for thread in _joined())


def _joined() -> list[threading.Thread]:
    """Wait for the sweepers, which end at once when the server closes."""
    sweepers = [thread for thread in threading.enumerate() if thread.name == "explorers"]
    for thread in sweepers:
        thread.join(10)
    return sweepers
