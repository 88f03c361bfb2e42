"""Files that we ship into a repository: new ones come, untouched ones are updated, changed ones are kept.

.handsonn/shipped.json holds {path: SHA-256} of each file as it was shipped last. A file with that fingerprint
was not touched by the learner; one without is theirs, and what is new for it comes beside it, as NAME.new.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from handsonn.errors import RepositoryError
from handsonn.journal.repository.learner_file import change_file, make_file, read_if_there, replace_file
from handsonn.journal.repository.place import OURS

SHIPPED_FILE = OURS / "shipped.json"


@dataclass(frozen=True)
class ShippedFile:
    """One file of ours. name: its path in shipped.json. place: where it is, or is to be, on this disk."""

    name: str
    content: bytes
    place: Path


@dataclass
class Brought:
    """What became of the shipped files, by their paths from the repository's folder.

    made: new files. updated: untouched ones that got their new content. beside: files that the learner
    changed, each with the file that holds our new content. deleted: those that they deleted, not made again.
    """

    made: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)


def fingerprint(content: bytes) -> str:
    """Give the SHA-256 of a file; git may give it other line ends on another machine, which do not count."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def read_shipped(root: Path) -> dict[str, str]:
    """Read what was shipped: path to fingerprint. Raises RepositoryError for a damaged file, and OSError."""
    path = root / SHIPPED_FILE
    content = read_if_there(path)
    if content is None:
        return {}
    try:
        shipped = json.loads(content)
    except (ValueError, RecursionError):
        shipped = None
    if not isinstance(shipped, dict) or not all(isinstance(value, str) for value in shipped.values()):
        raise RepositoryError(
            f"{path} is damaged, so nothing tells which files you changed; take it back from git, or delete "
            "it: then a file that differs from the shipped one counts as yours."
        )
    return shipped


def bring(root: Path, files: Sequence[ShippedFile], undo: ExitStack, *, restore: bool) -> Brought:
    """Bring the files into the repository, and write down what was shipped.

    restore: make also those again that the learner deleted. undo: is told how to take back each file and
    folder that is made. Raises RepositoryError and OSError. Call it with the repository's lock held.
    """
    shipped, brought = read_shipped(root), Brought()
    before = dict(shipped)
    for file in files:
        _bring(root, file, shipped, brought, undo, restore=restore)
    if shipped != before:
        listing = json.dumps(dict(sorted(shipped.items())), indent=1, ensure_ascii=False) + "\n"
        replace_file(root / SHIPPED_FILE, listing.encode())
    return brought


def make_with_folders(path: Path, content: bytes, undo: ExitStack) -> bool:
    """Make a new file and the folders that it needs; False if something has its name. Raises OSError."""
    make_folder(path.parent, undo)
    made = make_file(path, content)
    if made:
        undo.callback(_take_back, path)
    return made


def make_folder(folder: Path, undo: ExitStack) -> None:
    """Make a folder and those above it where they are not there yet. Raises OSError."""
    if not folder.is_dir():
        if os.path.lexists(folder):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        make_folder(folder.parent, undo)
        folder.mkdir()
        undo.callback(_take_back, folder)


def _take_back(path: Path) -> None:
    with suppress(OSError):  # the first failure is the one to tell of
        path.rmdir() if path.is_dir() else path.unlink()


def _bring(
    root: Path,
    file: ShippedFile,
    shipped: dict[str, str],
    brought: Brought,
    undo: ExitStack,
    *,
    restore: bool,
) -> None:
    new, old = fingerprint(file.content), shipped.get(file.name)
    name = file.place.relative_to(root).as_posix()
    if not file.place.exists():
        if old is not None and not restore:
            brought.deleted.append(name)
            return
        if make_with_folders(file.place, file.content, undo):
            brought.made.append(name)
    elif not file.place.is_file() or (now := fingerprint(file.place.read_bytes())) not in {new, old}:
        if new != old:
            brought.beside.append((name, _lay_beside(root, file, undo)))
    elif now != new:
        change_file(file.place, lambda found: file.content if fingerprint(found) == old else found)
        brought.updated.append(name)
    shipped[file.name] = new


def _lay_beside(root: Path, file: ShippedFile, undo: ExitStack) -> str:
    """Make NAME.new, or NAME.new-2 where that is somebody's; one that holds the same already will do."""
    number = 1
    while True:
        ending = ".new" if number == 1 else f".new-{number}"
        beside = file.place.with_name(f"{file.place.name}{ending}")
        same = beside.is_file() and fingerprint(beside.read_bytes()) == fingerprint(file.content)
        if same or make_with_folders(beside, file.content, undo):
            return beside.relative_to(root).as_posix()
        number += 1
