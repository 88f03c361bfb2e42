"""Starting one of our own modules as a process that takes lines and gives lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def start(log: Path, module: str, *arguments: str) -> subprocess.Popen[str]:
    """Start `python -m module`; what it complains of is appended to the log."""
    with log.open("ab") as complaints:
        # -P: a file of the learner's called random.py must not stand before Python's own module.
        # A session of its own: Ctrl-C in the terminal is for the server, which then closes our input.
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
