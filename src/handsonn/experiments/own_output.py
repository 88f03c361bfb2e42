"""Standard output of a process that was started to tell events: for them alone."""

from __future__ import annotations

import io
import os
from typing import BinaryIO, TextIO

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
