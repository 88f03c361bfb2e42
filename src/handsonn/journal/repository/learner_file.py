"""Files of the learner's: read as they are, replaced or made in one step, never half written."""

from __future__ import annotations

import errno
import os
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from handsonn.journal.durable import flush_folder

_DRAFT = re.compile(r"^\.handsonn-[0-9a-f]{12}\.draft$")
_TRIES = 20  # an editor saves once, and not while we write for milliseconds


def read_if_there(path: Path) -> bytes | None:
    """Read a file; None if there is none. Raises OSError for one that cannot be read."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def change_file(path: Path, change: Callable[[bytes], bytes]) -> tuple[bytes, bytes]:
    """Change a file of the learner's in one step, and give its content before and after.

    Whoever reads it, or kills us, meets the old or the new whole. Its mode is kept; where it is a link, the
    file that it leads to is changed. What an editor saves meanwhile is not lost: `change` is asked again.
    Raises OSError, also for a file that may not be written, and what `change` raises; the file is then as it
    was. Call it with the repository's lock held.
    """
    target = Path(os.path.realpath(path))
    for _ in range(_TRIES):
        before = target.read_bytes()
        after = change(before)
        if after == before or _replaced(target, before, after):
            return before, after
    raise OSError(errno.EBUSY, "another program keeps writing it", str(path))


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whose content is ours, new or not, as change_file and make_file do. Raises OSError."""
    if not make_file(path, content):
        change_file(path, lambda _: content)


def _replaced(target: Path, before: bytes, after: bytes) -> bool:
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    with _draft(target, after) as draft:
        draft.chmod(target.stat().st_mode & 0o7777)
        if target.read_bytes() != before:
            return False
        draft.replace(target)
    flush_folder(target.parent)
    return True


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
