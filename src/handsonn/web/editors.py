"""Editing a lab's code: a marimo editor per copy, each a process of its own with a token of its own.

An editor runs any code, so it is never part of the server that shows the labs.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from handsonn.errors import LabError
from handsonn.web.settings import HOST

_PATIENCE = 60.0  # seconds; it takes two or three on a machine with nothing else to do
_GLANCE = 0.05  # seconds between two looks at whether it answers
_FAREWELL = 5.0  # seconds that an editor gets to end by itself
# marimo opens a copy with its cells not run unless this says so.
_RUN_AT_ONCE = {"_MARIMO_CONFIG_OVERLOAD_RUNTIME_AUTO_INSTANTIATE": "true"}


@dataclass(frozen=True)
class Editor:
    """One editor: its process, and where it listens. The process ends when our end of its input closes."""

    process: subprocess.Popen[bytes]
    port: int
    token: str

    @property
    def address(self) -> str:
        """Give the address that lets a browser in."""
        return f"http://{HOST}:{self.port}/?access_token={self.token}"


class Editors:
    """The editors that this server started; opening a copy again finds the editor that has it."""

    def __init__(self, patience: float = _PATIENCE) -> None:
        self._patience = patience
        self._editors: dict[Path, Editor] = {}
        self._starting = asyncio.Lock()

    async def open(self, path: Path) -> str:
        """Start an editor for a copy, unless it has one, and give the editor's address.

        Raises LabError if it does not start.
        """
        async with self._starting:
            editor = self._editors.get(path)
            if editor is None or editor.process.poll() is not None:
                editor = start_editor(path)
                self._editors[path] = editor
                await self._answers(editor, path)
            return editor.address

    async def close(self) -> None:
        """End every editor."""
        for editor in self._editors.values():
            _hang_up(editor)
        for editor in self._editors.values():
            await asyncio.to_thread(_end, editor)
        self._editors.clear()

    async def _answers(self, editor: Editor, path: Path) -> None:
        """Wait until the editor listens. Raises LabError if it ended, or takes too long."""
        ended = asyncio.create_task(asyncio.to_thread(editor.process.wait))
        deadline = asyncio.get_running_loop().time() + self._patience
        try:
            while not await _listens(editor.port):
                await asyncio.wait({ended}, timeout=_GLANCE)
                if ended.done():
                    raise _not_started(path, f"it ended at once with code {editor.process.returncode}")
                if asyncio.get_running_loop().time() > deadline:
                    raise _not_started(path, f"it did not answer in {self._patience:.0f} seconds")
        except BaseException:
            _hang_up(editor)
            await asyncio.to_thread(_end, editor)
            raise


def start_editor(path: Path) -> Editor:
    """Start the editor's process. Raises LabError if the system starts no process."""
    port, token = free_port(), secrets.token_urlsafe(24)
    words = [sys.executable, "-m", "handsonn.web.editor_process", str(path), str(port)]
    try:
        process = subprocess.Popen(  # noqa: S603 - our own module, with a path as one word
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_RUN_AT_ONCE},
            cwd=path.parent.parent,
            start_new_session=True,  # Ctrl-C in the terminal is for the server, which then ends this one
        )
    except OSError as error:
        raise _not_started(path, error.strerror or str(error)) from error
    assert process.stdin is not None
    # The token goes through the pipe: a command line can be read by everybody on the machine.
    with suppress(BrokenPipeError):  # it has ended already, as whoever waits for its answer will see
        process.stdin.write(f"{token}\n".encode())
        process.stdin.flush()
    return Editor(process, port, token)


def free_port() -> int:
    """Ask the system for a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return False
    writer.close()
    return True


def _hang_up(editor: Editor) -> None:
    assert editor.process.stdin is not None
    with suppress(BrokenPipeError):
        editor.process.stdin.close()


def _end(editor: Editor) -> None:
    try:
        editor.process.wait(_FAREWELL)
    except subprocess.TimeoutExpired:
        editor.process.kill()
        editor.process.wait()


def _not_started(path: Path, why: str) -> LabError:
    return LabError(
        f"the editor could not be started ({why}); your copy is {path}: open it with any editor, or type "
        f"`marimo edit {path}` in a terminal."
    )
