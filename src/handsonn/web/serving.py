"""Listening on this machine, from the first connection to the last."""

from __future__ import annotations

import errno
import os
import secrets
import signal
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from handsonn.errors import LabError
from handsonn.web.settings import HOST, ShellSettings

if TYPE_CHECKING:
    import uvicorn

USUAL_PORT = 8710
_FAREWELL = 3  # seconds that open pages get to hear of the end
_LAST_MOVE = 2.0  # seconds that computations get to notice that they should stop


def serve(
    folder: Path, runs_folder: Path, *, port: int | None, browser: bool, say: Callable[[str], object]
) -> None:
    """Serve the lab until Ctrl-C.

    port: None takes 8710, or a free one where 8710 is in use; 0 takes a free one.
    browser: open the learner's browser. say: is told the address, and that the server has ended.
    Raises LabError for a port that cannot be used.
    """
    with listening(port) as listener:
        settings = ShellSettings(
            folder=folder,
            runs_folder=runs_folder,
            token=secrets.token_urlsafe(24),
            port=listener.getsockname()[1],
        )
        with suppress(KeyboardInterrupt):  # Ctrl-C is how a learner ends it, at any moment
            server = _server(settings)
            with _ended_by_interrupt(server):
                say(f"The lab is open at\n\n    {settings.start_address}\n\nCtrl-C ends it.")
                if browser:
                    _open_browser(settings.start_address)
                server.run(sockets=[listener])
    say("The lab has ended; your runs, marks and copies are kept.")


def listening(port: int | None) -> socket.socket:
    """Take a port and listen: connections wait from now on. Raises LabError if it cannot be had."""
    if port is not None:
        return _listen(port)
    try:
        return _listen(USUAL_PORT)
    except LabError:
        return _listen(0)


def _listen(port: int) -> socket.socket:
    # Named as TCP, or asyncio leaves Nagle's algorithm on, and each answer waits 40 ms for a receipt.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where reuse would share a port that is in use
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise _refused(port, error) from error
    return listener


def _refused(port: int, error: OSError) -> LabError:
    if error.errno == errno.EADDRINUSE:
        why = "another program uses it, perhaps a second handsonn"
    elif error.errno == errno.EACCES:
        why = "the system keeps it for itself"
    else:
        why = error.strerror or str(error)
    return LabError(
        f"port {port} cannot be used ({why}); name another with --port, or none to have one chosen."
    )


def _open_browser(address: str) -> None:
    """Open the browser without waiting for it: starting one may take seconds."""
    threading.Thread(target=webbrowser.open, args=(address,), name="handsonn-browser", daemon=True).start()


def _server(settings: ShellSettings) -> uvicorn.Server:
    import uvicorn

    from handsonn.web.ending import Server
    from handsonn.web.server import make_application

    return Server(
        uvicorn.Config(
            make_application(settings),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="on",
            timeout_graceful_shutdown=_FAREWELL,
        )
    )


@contextmanager
def _ended_by_interrupt(server: uvicorn.Server) -> Iterator[None]:
    """Let Ctrl-C end the server even before it runs.

    Python's own answer would be an exception wherever the interpreter happens to be, such as between the
    making of uvicorn's coroutine and its first step, of which it would complain that it was never awaited.
    """

    def end(*_: object) -> None:
        server.should_exit = True

    before = signal.signal(signal.SIGINT, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def leave() -> None:
    """End this process with code 0, whatever still computes in it.

    A thread inside XLA cannot be interrupted. Python would end it by force on the way out, which C++ answers
    with an abort and a core dump; everything that is to be kept is on the disk by now.
    """
    deadline = time.monotonic() + _LAST_MOVE
    others = [thread for thread in threading.enumerate() if thread is not threading.current_thread()]
    for thread in others:
        thread.join(max(0.0, deadline - time.monotonic()))
    if any(thread.is_alive() for thread in others):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
