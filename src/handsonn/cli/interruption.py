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
    with on_ctrl_c(pressed.set, "Stopping; what was learnt is kept. Ctrl-C again stops at once."):
        yield pressed.is_set


@contextmanager
def on_ctrl_c(act: Callable[[], None], words: str) -> Iterator[None]:
    """Say the words and act at the first Ctrl-C; the second raises KeyboardInterrupt."""
    pressed = threading.Event()

    def press(_signal: int, _frame: Any) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()
        act()
        click.echo(f"\n{words}", err=True)

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may listen to signals
        return
    before = signal.signal(signal.SIGINT, press)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
