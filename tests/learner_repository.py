"""A learner's repository for tests; as a program, one that is killed in the midst of a note."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from handsonn.course.repository import add_note, find_chapter, init_repository

NOON = datetime(2026, 11, 23, 12, 0)  # noqa: DTZ001 - notes have local time


def copied_repository(template: Path, folder: Path) -> Path:
    """Copy a new repository, which is sooner done than making one, and give its folder."""
    return Path(shutil.copytree(template, folder, symlinks=True))


def write_note(root: Path, text: str, **options: Any) -> Any:
    """Write a note on chapter 10 at noon."""
    return add_note(root, find_chapter("10"), text, NOON, **options)


def contents(root: Path) -> dict[str, bytes]:
    """Read every file of a repository, locks aside."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def killed_at(event: int, root: Path) -> bool:
    """Write a note in a process that kills itself before its n-th step on the disk; tell whether it did."""
    process = os.fork()
    if process:
        return os.WIFSIGNALED(os.waitpid(process, 0)[1])
    left = event

    def counted(real: Any) -> Any:
        def step(*words: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*words, **options)

        return step

    for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "chmod"), (Path, "unlink"), (os, "link")):
        setattr(owner, name, counted(getattr(owner, name)))
    write_note(root, f"note {event}", runs=[Path(sys.argv[2])])
    os._exit(0)


def main() -> None:
    """Write notes, each killed a step later than the last, until one is whole; say how many of both."""
    root = Path(sys.argv[1])
    init_repository(root, git=False)
    place = root / "ch_10" / "README.md"
    event = 1
    before = place.read_bytes()
    while killed_at(event, root):
        after = place.read_bytes()
        if after != before:
            assert after.startswith(before), event
            assert f"note {event}\n".encode() in after[len(before) :], event
            assert after.endswith(b".png)\n"), event
        before, event = after, event + 1
    sys.stdout.write(f"{event} {before.count(b'note ')}")


if __name__ == "__main__":
    main()
