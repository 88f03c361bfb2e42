"""Sessions of labs, over real WebSockets: what they cost, and that nothing of them stays."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil
import pytest
from lab_process import LabServer, complaints_of, running_lab
from small_course import write_course
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

LAB = "/labs/ch10/count/"
DEADLINE = 60  # seconds
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """The small course, whose lab keeps a megabyte per session."""
    write_course(tmp_path_factory.mktemp("here") / "course")
    folder = tmp_path_factory.mktemp("learner")
    with running_lab(folder, course=tmp_path_factory.getbasetemp() / "here0" / "course") as running:
        get(running, "/")
        until(lambda: json.loads(get(running, "/warm-up"))["finished"], "the warm-up is over")
        with session(running, "first"):
            pass
        yield running


def get(server: LabServer, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=DEADLINE)
    with closing(connection):
        connection.request("GET", path, headers={"Cookie": cookie(server)})
        return connection.getresponse().read().decode()


def cookie(server: LabServer) -> str:
    return f"{server.cookie['name']}={server.token}"


@contextmanager
def session(server: LabServer, name: str) -> Iterator[list[str]]:
    """Open the lab as a page does, and wait until all its cells have run; gives the kinds of its messages."""
    get(server, LAB)
    address = f"ws://127.0.0.1:{server.port}{LAB}ws?session_id=s_{name}"
    with connect(
        address, origin=server.base, additional_headers={"Cookie": cookie(server)}, max_size=None
    ) as socket:
        kinds: list[str] = []
        while "completed-run" not in kinds:
            kinds.append(json.loads(socket.recv(DEADLINE))["op"])
        yield kinds


def until(holds: Any, words: str) -> None:
    deadline, pause = time.monotonic() + DEADLINE, threading.Event()
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain until {words}"
        pause.wait(0.1)


def memory(server: LabServer) -> int:
    resident: int = psutil.Process(server.process.pid).memory_info().rss
    return resident


def threads(server: LabServer) -> int:
    count: int = psutil.Process(server.process.pid).num_threads()
    return count


def opened_fifty_times(server: LabServer, name: str, idle: int) -> int:
    """Open the lab fifty times, one after the other; return the memory when all sessions have ended."""
    for number in range(50):
        with session(server, f"{name}{number}"):
            pass
    until(lambda: threads(server) <= idle, "all sessions have ended")
    return memory(server)


def test_fifty_openings_leave_nothing_of_what_they_computed(server: LabServer) -> None:
    until(lambda: threads(server) < 20, "the first session has ended")
    idle = threads(server)
    first = opened_fifty_times(server, "a", idle)
    second = opened_fifty_times(server, "b", idle)
    assert second - first < 20 * MEGABYTE  # kept, they would be fifty


def test_two_more_learners_cost_less_than_ten_megabytes_each(server: LabServer) -> None:
    with session(server, "one"):
        before = memory(server)
        with session(server, "two"), session(server, "three"):
            assert memory(server) - before < 2 * 10 * MEGABYTE


def test_ten_pages_that_open_at_once_all_get_their_cells(server: LabServer) -> None:
    found: list[list[str]] = []

    def visit(number: int) -> None:
        with session(server, f"at_once{number}") as kinds:
            found.append(kinds)

    visits = [threading.Thread(target=visit, args=(number,)) for number in range(10)]
    for each in visits:
        each.start()
    for each in visits:
        each.join()
    assert len(found) == 10
    assert "SystemError" not in complaints_of(server)


def test_a_page_that_is_loaded_again_starts_again_while_its_old_session_ends(server: LabServer) -> None:
    until(lambda: threads(server) < 20, "earlier sessions have ended")
    idle = threads(server)
    with session(server, "before_the_reload"):
        pass
    with session(server, "after_the_reload"):
        until(lambda: threads(server) <= idle + 3, "the old session has ended")
    until(lambda: threads(server) <= idle, "the new one has ended too")


def test_a_connection_that_breaks_for_a_moment_finds_its_session_again(server: LabServer) -> None:
    def first_word_after_a_break(name: str) -> str:
        with session(server, name):
            pass
        address = f"ws://127.0.0.1:{server.port}{LAB}ws?session_id=s_{name}"
        with connect(address, origin=server.base, additional_headers={"Cookie": cookie(server)}) as socket:
            word: str = json.loads(socket.recv(DEADLINE))["op"]
        return word

    # A session waits for a second here, and a busy machine may stand still for longer: so another is tried.
    assert "reconnected" in (first_word_after_a_break(f"same{number}") for number in range(10))


@pytest.mark.parametrize("what", ["token", "origin", "foreign origin"])
def test_a_real_websocket_is_refused_without_token_or_from_elsewhere(server: LabServer, what: str) -> None:
    headers = {} if what == "token" else {"Cookie": cookie(server)}
    origin = {"token": server.base, "origin": None, "foreign origin": "http://evil.example"}[what]
    address = f"ws://127.0.0.1:{server.port}{LAB}ws?session_id=s_{what[:6]}"
    with pytest.raises(InvalidStatus, match="403"):
        connect(address, origin=origin, additional_headers=headers)  # type: ignore[arg-type]


def test_the_server_had_nothing_to_complain_of(server: LabServer) -> None:
    assert Path(server.folder, "labs", "progress.json").is_file()
    assert complaints_of(server) == ""
