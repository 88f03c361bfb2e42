"""Standard input and output of a process that was started to tell events: for requests and events alone."""

from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Callable
from typing import IO, Any, BinaryIO, TextIO

ORPHANED = 3
"""The exit status of a process whose starter is gone."""


def own_output() -> BinaryIO:
    """Keep standard output for events; what the process prints from now on goes to standard error."""
    events = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return events


def own_text_output() -> TextIO:
    """Keep standard output as own_output() does, for lines of text."""
    return io.TextIOWrapper(own_output(), encoding="utf-8")


def own_input() -> IO[str]:
    """Keep standard input for requests; code that asks for input from now on finds none."""
    requests = os.fdopen(os.dup(0), encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return requests


def teller(events: IO[str]) -> Callable[[dict[str, Any]], None]:
    """Give a function that tells an event as a line of JSON; where nobody listens, it ends the process."""
    lock = threading.Lock()

    def tell(event: dict[str, Any]) -> None:
        try:
            with lock:
                events.write(json.dumps(event, allow_nan=False) + "\n")
                events.flush()
        except BrokenPipeError:
            os._exit(ORPHANED)

    return tell
