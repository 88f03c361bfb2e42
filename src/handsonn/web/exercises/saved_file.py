"""The learner's file as it is on the disk now: whether it was saved since, and what is in it."""

from __future__ import annotations

from pathlib import Path

LARGEST = 200_000
"""Characters of a file that are shown; an answer has a few thousand."""


def stamp_of(path: Path | None) -> str:
    """Give what is another with each save of a file: its time, size and number; "" where there is none."""
    try:
        found = path.stat() if path else None
    except OSError:
        return ""
    return f"{found.st_mtime_ns}-{found.st_size}-{found.st_ino}" if found else ""


def code_of(path: Path | None) -> str:
    """Read a file to show it; "" where there is none, or where it cannot be read."""
    if path is None:
        return ""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return file.read(LARGEST)
    except OSError:
        return ""
