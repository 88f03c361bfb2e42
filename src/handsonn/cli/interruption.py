"""Ctrl-C, once: stop when it is safe and keep what was learnt; twice: stop at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click


@contextmanager
def stopping_on_ctrl_c() -> Iterator[Callable[[], bool]]:
    """Give a function that says whether Ctrl-C was pressed; a second Ctrl-C raises KeyboardInterrupt."""
    pressed = threading.Event()

    def press(_signal: int, _frame: Any) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()
        click.echo("\nStopping; what was learnt is kept. Ctrl-C again stops at once.", err=True)

    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set  # only the main thread may listen to signals
        return
    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
