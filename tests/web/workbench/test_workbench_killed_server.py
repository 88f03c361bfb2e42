"""A server that is killed in the middle of a training: no orphan, nothing lost."""

from __future__ import annotations

import json
import os
import signal
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from lab_process import LabServer, running_lab

from handsonn.web.workbench import Jobs


def ask(server: LabServer, address: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    cookie = f"{server.cookie['name']}={server.cookie['value']}"
    headers = {"Cookie": cookie, "Origin": server.base}
    request = urllib.request.Request(f"{server.base}/workbench{address}", data, headers)  # noqa: S310
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        return json.load(answer)


@pytest.mark.slow
def test_a_killed_server_leaves_no_orphan_and_its_training_goes_on_later(tmp_path: Path) -> None:
    settings = {"data": {"name_or_path": "iris"}, "experiment": {"layers": [8], "epochs": 10_000_000}}
    with running_lab(tmp_path) as server:
        job = ask(server, "/jobs", settings)["id"]
        folder, version, facts = tmp_path / ".handsonn" / "jobs" / job, -1, {}
        while not list(folder.glob("made/.checkpoints/*/session.npz")):
            facts = ask(server, f"/jobs/{job}?version={version}")
            assert facts["state"] in {"waiting", "running"}, facts
            version = facts["version"]
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
    with FileLock(folder / "lock", timeout=60):  # the process that trained holds it as long as it lives
        assert list(folder.glob("made/.checkpoints/*/session.npz"))
    jobs = Jobs(tmp_path / ".handsonn" / "jobs")
    found = jobs.find(job).facts()
    assert found["state"] == "broken off"
    assert found["can_go_on"]
    assert found["epochs_done"] >= facts.get("epochs_done", 0)
    jobs.close()
