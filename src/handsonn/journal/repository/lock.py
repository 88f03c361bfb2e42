"""One process at a time changes the files of a repository."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from handsonn.errors import RepositoryError
from handsonn.journal.repository.place import LOCK_FILE

_PATIENCE = 20.0  # seconds; the lock is held for a moment


@contextmanager
def changing(root: Path, what: str) -> Iterator[None]:
    """Hold the repository's lock while its files are changed.

    what: what is about to be done, "the note could not be written". Raises RepositoryError when another
    process never lets go, and for what the disk refuses in the block.
    """
    lock = FileLock(root / LOCK_FILE, timeout=_PATIENCE)
    try:
        lock.acquire()
        try:
            yield
        finally:
            lock.release()
    except Timeout:
        raise RepositoryError(
            f"{what}: another process has held {root / LOCK_FILE} for {_PATIENCE:.0f} seconds; end it and "
            "try again."
        ) from None
    except OSError as error:
        raise refused(what, root, error) from error


def refused(what: str, root: Path, error: OSError) -> RepositoryError:
    """Say what the disk refused, and that nothing of the learner's was touched."""
    where = error.filename or root
    return RepositoryError(
        f"{what} ({where}: {error.strerror or error}); your files are as they were: check who may write "
        "there, and the space on the disk."
    )
