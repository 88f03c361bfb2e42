"""A claim on a run's name: a hidden folder that becomes the run when it is whole.

In the journal's folder stand, while digits-0007 is being written,

    .digits-0007.partial/    what is written so far
    .digits-0007.owner       a file that the writing process holds locked
    .journal.lock            held for a moment, by whoever takes a number or sweeps

The operating system releases the lock when the process ends, however it ends. A partial folder whose owner
file can be locked is therefore left over from a process that is gone, and only such a folder is ever deleted.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from handsonn.errors import JournalError
from handsonn.journal.durable import flush_folder, flush_tree
from handsonn.journal.names import run_name, run_number

_PATIENCE = 60.0  # seconds; the lock is held for milliseconds


@dataclass(frozen=True)
class Claim:
    """A run's name, and the hidden folder in which the run is put together."""

    name: str
    partial: Path

    def publish(self) -> None:
        """Bring everything to the disk, then let the run appear under its name, in one step."""
        flush_tree(self.partial)
        self.partial.rename(self.partial.parent / self.name)
        flush_folder(self.partial.parent)


@contextmanager
def claimed(folder: Path, stem: str) -> Iterator[Claim]:
    """Claim the next number; whatever was not published when the block ends is removed.

    Raises OSError as the disk gives it, JournalError when another process never lets go of the journal.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _journal_lock(folder):
        _sweep(folder)
        name = run_name(stem, _next_number(folder))
        owner = FileLock(_owner_file(folder, name), timeout=0)
        owner.acquire()
    partial = folder / f".{name}.partial"
    try:
        partial.mkdir()
        yield Claim(name, partial)
    finally:
        shutil.rmtree(partial, ignore_errors=True)  # nothing there once published
        _let_go(owner)


@contextmanager
def _journal_lock(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / ".journal.lock", timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout:
        raise JournalError(
            f"another process has held {folder / '.journal.lock'} for {_PATIENCE:.0f} seconds; "
            "end it and try again."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _next_number(folder: Path) -> int:
    numbers = (run_number(entry.name) for entry in folder.iterdir())
    return 1 + max((number for number in numbers if number is not None), default=0)


def _sweep(folder: Path) -> None:
    """Delete what processes that are gone left half written. Call with the journal's lock held."""
    for owner_file in folder.glob(".*.owner"):
        owner = FileLock(owner_file, timeout=0)
        try:
            owner.acquire()
        except Timeout:
            continue  # somebody is still writing there
        shutil.rmtree(owner_file.with_suffix(".partial"), ignore_errors=True)
        _let_go(owner)


def _let_go(owner: FileLock) -> None:
    # Deleted while it is still locked: afterwards the file might belong to the next process that took this
    # number. Windows deletes no open file; there the next sweep finds it unlocked.
    with suppress(PermissionError):
        Path(owner.lock_file).unlink(missing_ok=True)
    owner.release()


def _owner_file(folder: Path, name: str) -> Path:
    return folder / f".{name}.owner"
