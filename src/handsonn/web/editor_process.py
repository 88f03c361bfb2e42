"""The process of one editor: `python -m handsonn.web.editor_process FILE PORT`, started by the server.

Its standard input is a pipe from the server: first the token, then nothing. When the server ends, however it
ends, the pipe closes and this process ends with its kernels, so that no editor is left behind.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from handsonn.web.settings import HOST

_FAREWELL = 3.0  # seconds for marimo to end its kernels by itself


def main() -> None:
    """Read the token, watch the pipe, and run marimo's editor until the pipe closes."""
    path, port = sys.argv[1:]
    pipe = os.fdopen(os.dup(sys.stdin.fileno()), "rb", buffering=0)
    token = _line(pipe)
    # Kernels inherit standard input; nobody must hold the pipe but this thread.
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, sys.stdin.fileno())
    threading.Thread(target=_end_with, args=(pipe,), daemon=True).start()
    _edit(path, port, token)


def _line(pipe: BinaryIO) -> str:
    letters = bytearray()
    while (letter := pipe.read(1)) not in {b"", b"\n"}:
        letters += letter
    return letters.decode()


def _end_with(pipe: BinaryIO) -> None:
    pipe.read()
    stopping = threading.Timer(_FAREWELL, os._exit, (1,))
    stopping.daemon = True
    stopping.start()
    signal.raise_signal(signal.SIGTERM)


def _edit(path: str, port: str, token: str) -> None:
    from marimo._cli.cli import main as marimo

    words = ["edit", str(Path(path)), "--headless", "--skip-update-check"]
    words += ["--host", HOST, "--port", port, "--token-password", token]
    marimo(words, prog_name="marimo")


if __name__ == "__main__":
    main()
