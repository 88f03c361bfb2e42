"""The server as a process: its port, its address, and its end."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner
from lab_process import complaints_of, running_lab

from handsonn.cli.main import handsonn
from handsonn.errors import LabError
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
