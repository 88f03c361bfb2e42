"""Files of the learner's: read as they are, replaced or made in one step, never half written."""

from __future__ import annotations

import errno
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handsonn.journal.durable import flush_folder

_DRAFT = re.compile(r"^\.handsonn-[0-9a-f]{12}\.draft$")
DRAFTS = ".handsonn-*.draft"


def read_if_there(path: Path) -> bytes | None:
    """Read a file; None if there is none. Raises OSError for one that cannot be read."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def replace_file(path: Path, content: bytes) -> None:
    """Give a file other content, in one step: whoever reads it, or kills us, meets the old or the new whole.

    Its mode is kept; where it is a link, the file that it leads to is replaced. Raises OSError, also for a
    file that may not be written, and leaves it as it was. Call it with the repository's lock held.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    with _draft(target, content) as draft:
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o7777)
        draft.replace(target)
    flush_folder(target.parent)


def make_file(path: Path, content: bytes) -> bool:
    """Make a file that is not there yet, whole or not at all; False if something has its name already.

    Raises OSError. Call it with the repository's lock held.
    """
    if os.path.lexists(path):
        return False
    with _draft(path, content) as draft:
        try:
            os.link(draft, path)
        except FileExistsError:
            return False
        except OSError:  # a disk without hard links: create the name first, then fill it
            _fill_new(path, content)
    try:
        flush_folder(path.parent)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return True


@contextmanager
def _draft(path: Path, content: bytes) -> Iterator[Path]:
    """Write a hidden file beside, with the mode that new files get; it is gone when the block ends."""
    folder = path.parent
    for left in folder.iterdir():
        if _DRAFT.match(left.name):  # its process was killed: the lock is ours
            left.unlink(missing_ok=True)
    draft = folder / f".handsonn-{uuid.uuid4().hex[:12]}.draft"
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    except OSError as error:
        if error.filename in {None, str(draft)}:
            error.filename = str(path)  # the one that the learner knows
        raise
    finally:
        draft.unlink(missing_ok=True)


def _fill_new(path: Path, content: bytes) -> None:
    made = False
    try:
        with path.open("xb") as file:
            made = True
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        if made:
            path.unlink(missing_ok=True)
        raise
