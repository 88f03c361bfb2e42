"""The server as a process: its port, its address, and its end."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil
import pytest
import uvicorn
from click.testing import CliRunner
from lab_process import LabServer, complaints_of, running_lab
from small_course import write_course, write_repository

from handsonn.cli.main import handsonn
from handsonn.errors import LabError
from handsonn.web.ending import Server
from handsonn.web.serving import USUAL_PORT, listening

DEADLINE = 60  # seconds


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program uses."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_is_in_use_is_told_with_the_way_out(taken: int, tmp_path: Path) -> None:
    with pytest.raises(LabError, match=rf"port {taken} cannot be used \(another program uses it.*--port"):
        listening(taken)
    result = subprocess.run(
        [sys.executable, "-m", "handsonn", "--no-browser", "--port", str(taken)],
        cwd=tmp_path, capture_output=True, text=True, timeout=DEADLINE, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    assert result.stdout == ""
    assert f"port {taken} cannot be used" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_usual_port_gives_way_to_a_free_one() -> None:
    with listening(None) as first, listening(None) as second:
        ports = {first.getsockname()[1], second.getsockname()[1]}
        assert len(ports) == 2
        assert second.getsockname()[0] == "127.0.0.1"
        assert second.getsockname()[1] != USUAL_PORT


def test_a_port_that_is_none_is_refused() -> None:
    result = CliRunner().invoke(handsonn, ["--port", "65536"])
    assert result.exit_code == 2
    assert "65536" in result.stderr


@pytest.mark.parametrize("words", [["--port", "1"], ["--no-browser"], ["--runs", "elsewhere"]])
def test_an_option_of_the_lab_before_a_command_is_refused(words: list[str]) -> None:
    result = CliRunner().invoke(handsonn, [*words, "runs"])
    assert result.exit_code == 2
    assert f"{words[0]} before 'runs' is an option of the lab" in " ".join(result.stderr.split())


def test_help_tells_of_the_lab_and_imports_no_web_kit() -> None:
    check = (
        "import sys; from click.testing import CliRunner; from handsonn.cli.main import handsonn;"
        "result = CliRunner().invoke(handsonn, ['--help']); assert '--no-browser' in result.output;"
        "print([name for name in ('starlette', 'uvicorn', 'marimo', 'jinja2') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_asked_without_a_traceback_or_a_child(tmp_path: Path, ending: signal.Signals) -> None:
    with running_lab(tmp_path) as server:
        process = psutil.Process(server.process.pid)
        server.process.send_signal(ending)
        code = server.process.wait(DEADLINE)
        assert not process.is_running()
    assert code == (0 if ending is signal.SIGINT else -signal.SIGTERM)
    assert complaints_of(server) == ""
    assert [path.name for path in tmp_path.iterdir() if path.name not in {".server.log", ".handsonn"}] == []


def asked(server: LabServer, path: str) -> HTTPConnection:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=DEADLINE)
    connection.request("GET", path, headers={"Cookie": f"handsonn_{server.port}={server.token}"})
    return connection


def told(connection: HTTPConnection) -> dict[str, Any]:
    with closing(connection):
        found: dict[str, Any] = json.loads(connection.getresponse().read())
    return found


def test_pages_that_wait_for_news_are_answered_when_it_ends(tmp_path: Path) -> None:
    learner = tmp_path / "learner"
    write_repository(learner)
    job = learner / ".handsonn" / "jobs" / "20260101-000000-abcdef"
    job.mkdir(parents=True)
    (job / "settings.json").write_text("{}")
    write_course(tmp_path / "course")
    with running_lab(learner, course=tmp_path / "course") as server:
        pages = ["/exercises/ch10/double/news", f"/workbench/jobs/{job.name}"]
        known = [told(asked(server, page)) for page in pages]
        waiting = [
            asked(server, f"{page}?version={each['version']}&stamp={each.get('stamp')}")
            for page, each in zip(pages, known, strict=True)
        ]
        told(asked(server, "/warm-up"))  # those that wait were read before this one
        server.process.send_signal(signal.SIGINT)
        begun = time.monotonic()
        assert [each["version"] for each in map(told, waiting)] == [each["version"] for each in known]
        assert time.monotonic() - begun < 2.5  # a farewell lasts 3 seconds, a wait 8
        assert server.process.wait(DEADLINE) == 0
    assert complaints_of(server) == ""


def test_what_takes_longer_than_the_farewell_is_cut_off_without_a_word(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def endless(scope: Any, _receive: Any, _send: Any) -> None:
        if scope["path"] == "/defect":
            raise ZeroDivisionError
        server.should_exit = True
        await asyncio.Event().wait()

    server = Server(uvicorn.Config(endless, log_config=None, lifespan="off", timeout_graceful_shutdown=1))

    async def visit() -> None:
        with listening(0) as listener:
            port = listener.getsockname()[1]
            serving = asyncio.create_task(server.serve(sockets=[listener]))
            for path in ("/defect", "/endless"):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
                assert b" 500 " in await reader.readline()
                writer.close()
            await serving

    with caplog.at_level(logging.WARNING):
        asyncio.run(visit())
    assert [type(record.exc_info[1]) for record in caplog.records if record.exc_info] == [ZeroDivisionError]
    assert len(caplog.records) == 1


def test_ctrl_c_between_the_address_and_the_first_answer_ends_it_as_quietly(tmp_path: Path) -> None:
    program = (
        "import os, signal; from pathlib import Path; from handsonn.web.serving import leave, serve\n"
        "told = []\n"
        "def say(words):\n"
        "    told.append(words)\n"
        "    if len(told) == 1: os.kill(os.getpid(), signal.SIGINT)\n"
        "serve(Path.cwd(), Path.cwd() / 'runs', port=0, browser=False, say=say)\n"
        "print(told[-1]); leave()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("The lab has ended")
