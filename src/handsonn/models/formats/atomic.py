"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from handsonn.errors import FormatError

_REASONS = {
    errno.ENOSPC: "the disk is full; free some space and save again",
    errno.EDQUOT: "your disk quota is used up; free some space and save again",
    errno.EFBIG: "the file would be larger than allowed here; save to another disk",
    errno.EROFS: "the disk is read-only; save to another folder",
    errno.EACCES: "you may not write in that folder; save to another one",
    errno.EPERM: "you may not write in that folder; save to another one",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}
Writer = Callable[[Path], None]


def write_together(jobs: Sequence[tuple[Path, Writer]]) -> tuple[Path, ...]:
    """Let each writer fill a temporary file beside its target, then put all of them in place.

    If one writer fails, no target is touched and no temporary file stays.
    Raises FormatError if a folder is missing or the disk does not take the files.
    """
    for target, _ in jobs:
        _check_target(target)
    drafts = [target.with_name(f".{uuid.uuid4().hex[:12]}.{target.name}") for target, _ in jobs]
    try:
        for (target, writer), draft in zip(jobs, drafts, strict=True):
            _fill(target, writer, draft)
        for (target, _), draft in zip(jobs, drafts, strict=True):
            _place(draft, target)
    finally:
        for draft in drafts:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
    return tuple(target for target, _ in jobs)


def _check_target(target: Path) -> None:
    if target.parent.exists() and not target.parent.is_dir():
        raise FormatError(f"cannot save {target}: {target.parent} is a file; give a name inside a folder.")
    if not target.parent.is_dir():
        raise FormatError(f"cannot save {target}: there is no folder {target.parent}; make it first.")
    if target.is_dir():
        raise FormatError(f"cannot save {target}: a folder has that name; choose another name.")


def _fill(target: Path, writer: Writer, draft: Path) -> None:
    try:
        writer(draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
    except OSError as error:
        raise FormatError(f"cannot save {target}: {explain(error)}; nothing was changed.") from error


def _place(draft: Path, target: Path) -> None:
    try:
        draft.replace(target)
    except OSError as error:
        raise FormatError(f"cannot save {target}: {explain(error)}.") from error


def explain(error: OSError) -> str:
    """Say in words why the system refused; HDF5 gives its error number only inside its message."""
    number = error.errno
    if number is None:
        text = str(error)
        number = next((code for code in _REASONS if f"errno = {code}," in text), None)
    if number in _REASONS:
        return _REASONS[number]
    return error.strerror or str(error).splitlines()[0]
