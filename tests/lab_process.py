"""The real server, started as a learner starts it, in a process of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ADDRESS = re.compile(r"(http://127\.0\.0\.1:(\d+))/\?access_token=(\S+)")
SMALL_COURSE = Path(__file__).parent / "small_course.py"
FAREWELL = 30  # seconds; it takes less than one unless something hangs


@dataclass(frozen=True)
class LabServer:
    """One running server. url: the start address, with its token. folder: the learner's, empty at first."""

    process: subprocess.Popen[str]
    url: str
    base: str
    port: int
    token: str
    folder: Path

    @property
    def cookie(self) -> dict[str, Any]:
        """The cookie of a browser that was let in, as Playwright adds it."""
        return {
            "name": f"handsonn_{self.port}", "value": self.token, "url": self.base, "httpOnly": True,
            "sameSite": "Strict",
        }  # fmt: skip


@contextmanager
def running_lab(folder: Path, *options: str, course: Path | None = None) -> Iterator[LabServer]:
    """Start `handsonn --no-browser --port 0` in a folder; it is ended with Ctrl-C.

    course: a folder of chapters in place of the real course; sessions end after a second there.
    """
    program = ["-m", "handsonn"] if course is None else [str(SMALL_COURSE), str(course)]
    words = [sys.executable, *program, "--no-browser", "--port", "0", *options]
    environment = {name: value for name, value in os.environ.items() if name != "HANDSONN_RUNS"}
    with (folder / ".server.log").open("w") as log:
        process = subprocess.Popen(
            words, cwd=folder, stdout=subprocess.PIPE, stderr=log, text=True, env=environment
        )
        try:
            base, port, token = _address(process, folder)
            threading.Thread(target=process.stdout.read, daemon=True).start()  # type: ignore[union-attr]
            yield LabServer(process, f"{base}/?access_token={token}", base, int(port), token, folder)
        finally:
            _end(process)


def until_warm(server: LabServer) -> None:
    """Open the home page, and wait until all that the labs need is imported.

    A lab opened before that waits as well; on a busy machine so long that marimo's page asks again.
    """
    _ask(server, "/")
    while not json.loads(_ask(server, "/warm-up"))["finished"]:
        threading.Event().wait(0.1)


def _ask(server: LabServer, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers={"Cookie": f"handsonn_{server.port}={server.token}"})
    with closing(connection):
        return connection.getresponse().read().decode()


def complaints_of(server: LabServer) -> str:
    """Give what the server wrote to standard error."""
    return (server.folder / ".server.log").read_text()


def _address(process: subprocess.Popen[str], folder: Path) -> tuple[str, str, str]:
    assert process.stdout is not None
    for line in process.stdout:
        if found := ADDRESS.search(line):
            return found[1], found[2], found[3]
    raise AssertionError(f"no address was printed: {(folder / '.server.log').read_text()}")


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(FAREWELL)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise
    finally:
        if process.stdout:
            process.stdout.close()
