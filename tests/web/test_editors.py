"""Editors: real processes, with a token, that end with the server however it ends."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import psutil
import pytest
from small_course import write_course

from handsonn.course.open_code import copy_lab
from handsonn.errors import LabError
from handsonn.web.editors import Editors, start_editor

DEADLINE = 60  # seconds


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    chapter, _ = write_course(tmp_path / "course")
    (tmp_path / "learner").mkdir()
    return copy_lab(chapter.labs[0], tmp_path / "learner")


def page_at(address: str) -> str:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with opener.open(address, timeout=DEADLINE) as reply:
        text: str = reply.read().decode()
    return text


def test_an_editor_shows_the_copy_runs_it_at_once_asks_for_its_token_and_ends(copy: Path) -> None:
    async def visit() -> tuple[str, str, psutil.Process]:
        editors = Editors()
        try:
            address = await editors.open(copy)
            again = await editors.open(copy)
            assert again == address
            page = await asyncio.to_thread(page_at, address)
            process = psutil.Process(editors._editors[copy].process.pid)
        finally:
            await editors.close()
        return address, page, process

    address, page, process = asyncio.run(visit())
    assert "ch10_count.py" in page
    assert '"auto_instantiate": true' in page.replace("&quot;", '"')
    assert address.startswith("http://127.0.0.1:")
    assert not process.is_running()
    assert copy.is_file()


def test_without_its_token_an_editor_asks_for_it_and_shows_no_code(copy: Path) -> None:
    async def visit() -> str:
        editors = Editors()
        try:
            address = await editors.open(copy)
            return await asyncio.to_thread(page_at, address.partition("?")[0])
        finally:
            await editors.close()

    page = asyncio.run(visit())
    assert "ch10_count.py" not in page
    assert "password" in page.lower()


def test_the_token_of_an_editor_stands_in_no_command_line(copy: Path) -> None:
    editor = start_editor(copy)
    try:
        assert editor.token not in " ".join(psutil.Process(editor.process.pid).cmdline())
    finally:
        editor.process.kill()
        editor.process.communicate()


def test_an_editor_that_does_not_answer_is_ended_and_said_so(copy: Path) -> None:
    with pytest.raises(LabError, match=r"did not answer in 0 seconds.*your copy is .*ch10_count\.py"):
        asyncio.run(Editors(patience=0.0).open(copy))


def test_an_editor_that_ends_at_once_is_said_so(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(LabError, match=r"ended at once with code 1.*marimo edit"):
        asyncio.run(Editors().open(copy))


def test_an_editor_that_cannot_be_started_is_said_so(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(copy.parent / "no-python"))
    with pytest.raises(LabError, match=r"could not be started \(No such file.*marimo edit"):
        start_editor(copy)


PARENT = """
import asyncio, json, sys
from pathlib import Path
from handsonn.web.editors import Editors

async def main():
    editors = Editors()
    address = await editors.open(Path(sys.argv[1]))
    editor = editors._editors[Path(sys.argv[1])]
    print(json.dumps({"address": address, "pid": editor.process.pid}), flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="SIGKILL is a thing of POSIX")
def test_a_killed_server_leaves_no_editor_behind(copy: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(copy)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent.stdout:
        told = json.loads(parent.stdout.readline())
        family = [psutil.Process(told["pid"])]
        assert "ch10_count.py" in page_at(told["address"])
        parent.send_signal(signal.SIGKILL)
        parent.wait(DEADLINE)
    _, alive = psutil.wait_procs(family, timeout=DEADLINE)
    assert alive == []
    with pytest.raises(urllib.error.URLError):
        page_at(told["address"])
