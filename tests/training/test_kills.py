"""A session that is killed at random moments, again and again, ends with the bits of one that was not."""

import os
import random
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from handsonn.training.checkpoint import FILE_NAME, read_checkpoint

SERVER = Path(__file__).parent.parent / "killable_session.py"
KILLS = {"epochs": 18, "steps": 16, "chunks": 16}  # 50 in all
ENGINES = {"epochs": "epoch program", "steps": "step program", "chunks": "epoch program in chunks"}
KILLS_A_CHAIN = 6  # then the session may end; further kills are for the next one


class Server:
    """The process that starts sessions, and the lines it writes."""

    def __init__(self, programs: Path) -> None:
        settings = {"JAX_COMPILATION_CACHE_DIR": str(programs), "KERAS_BACKEND": "jax"}
        settings |= {"JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0"}
        self.process = subprocess.Popen(
            [sys.executable, str(SERVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            bufsize=1, env={**os.environ, **settings},
        )  # fmt: skip

    def start(self, kind: str, folder: Path | str, outcome: Path) -> int:
        """Start a session; return its process number when training begins (or it ended before)."""
        self.process.stdin.write(f"{kind} {folder} {outcome}\n")
        child = 0
        begun = False
        while not (child and begun):
            line = self.line()
            found = re.match(r"child (\d+)", line)
            child = int(found[1]) if found else child
            begun = begun or line == "begun"
            assert line, "the server died"
            assert not line.startswith("ended"), f"the session {line} before it began"
        return child

    def line(self) -> str:
        return self.process.stdout.readline().strip()

    def ended_within(self, seconds: float) -> bool:
        """Wait so long for the session's end; tell whether it came."""
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        return bool(ready)

    def exit_code(self) -> int:
        """Wait for the session's end."""
        return int(self.line().removeprefix("ended "))

    def kill(self, child: int) -> None:
        with suppress(ProcessLookupError):  # it has ended by itself in this moment
            os.kill(child, signal.SIGKILL)


@pytest.fixture(scope="module")
def server(tmp_path_factory: Any) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("programs"))
    yield started
    started.process.stdin.close()
    started.process.wait(timeout=60)
    started.process.stdout.close()


def outcome_in(path: Path) -> dict[str, Any]:
    with np.load(path) as file:
        return dict(file)


def assert_same_outcome(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert ours.keys() == theirs.keys()
    for name, array in theirs.items():
        assert ours[name].tobytes() == array.tobytes(), f"{name} differs"


@pytest.mark.slow
@pytest.mark.parametrize("kind", KILLS)
def test_killed_sessions_end_with_the_same_bits(kind: str, server: Server, tmp_path: Path) -> None:
    moments = random.Random(kind)  # noqa: S311 - the same moments in every run of the test
    server.start(kind, "-", tmp_path / "whole.npz")
    began = time.perf_counter()
    assert server.exit_code() == 0
    seconds = time.perf_counter() - began
    whole = outcome_in(tmp_path / "whole.npz")
    assert str(whole["engine"]) == ENGINES[kind]
    positions: list[tuple[int, int]] = []
    chains = 0
    # Where training was measured during a stall, the moments come late; where saving stalls, they come early.
    while len(positions) < KILLS[kind] or not was_killed_as_wanted(kind, positions):
        folder, outcome = tmp_path / f"chain{chains}", tmp_path / f"chain{chains}.npz"
        positions += chain(server, kind, folder, outcome, moments=moments, seconds=seconds)
        assert_same_outcome(outcome_in(outcome), whole)
        assert [path.name for path in folder.iterdir()] == [FILE_NAME]
        chains += 1
        assert chains < 40, f"sessions are not killed where a checkpoint is: {positions}"


def was_killed_as_wanted(kind: str, positions: list[tuple[int, int]]) -> bool:
    """Tell whether sessions were killed after an epoch was saved and, where that can be, inside one."""
    inside = kind == "epochs" or any(step > 0 for _, step in positions)
    return inside and any(epoch > 0 for epoch, _ in positions)


def chain(
    server: Server, kind: str, folder: Path, outcome: Path, *, moments: random.Random, seconds: float
) -> list[tuple[int, int]]:
    """Start, kill, resume until the session ends; return the saved (epoch, step) after each kill."""
    positions = [(0, 0)]
    while True:
        child = server.start(kind, folder, outcome)
        if len(positions) <= KILLS_A_CHAIN and not server.ended_within(moments.uniform(0, seconds / 3)):
            server.kill(child)
        code = server.exit_code()
        if code == 0:
            return positions[1:]
        assert code == -signal.SIGKILL
        found = read_checkpoint(folder)
        positions.append((found.epoch, found.step) if found else (0, 0))
        assert positions[-1] >= positions[-2], "a kill lost what was saved before"
