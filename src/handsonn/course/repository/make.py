"""Make a repository, or bring one what is new since, and overwrite nothing of the learner's."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from handsonn.course import catalogue
from handsonn.course.repository.index import index_lines, write_index
from handsonn.course.repository.material import README, new_readme, shipped_files
from handsonn.course.repository.overview import read_overview
from handsonn.errors import RepositoryError
from handsonn.journal.repository.chapter_notes import find_chapter_notes
from handsonn.journal.repository.git import GitSetup, put_under_git
from handsonn.journal.repository.index import BEGIN, index_block
from handsonn.journal.repository.learner_file import change_file, make_file, read_if_there
from handsonn.journal.repository.lock import changing, refused
from handsonn.journal.repository.notes import with_note
from handsonn.journal.repository.place import LOCK_FILE, MARK, MARK_FILE, OURS, RUNS, find_repository
from handsonn.journal.repository.shipped import SHIPPED_FILE, Brought, bring, make_folder, make_with_folders

_REFUSED = "the repository could not be made"


@dataclass(frozen=True)
class MadeRepository:
    """What `handsonn init` did.

    root: the repository's folder. new: it was none before. brought: what became of each shipped file.
    git: what was done about git; None where it was not asked for. remarks: sentences on what was left alone.
    """

    root: Path
    new: bool
    brought: Brought
    git: GitSetup | None
    remarks: tuple[str, ...]


def init_repository(folder: Path, *, restore: bool = False, git: bool = True) -> MadeRepository:
    """Make a repository of a folder, new or with files in it; or bring one that is there up to date.

    restore: make also those shipped files again that the learner deleted. git: put a new one under git.
    Raises RepositoryError for a folder inside another repository, one that cannot be written, and one whose
    own files are damaged. What was made until then is taken back.
    """
    root = Path(os.path.abspath(folder))  # noqa: PTH100 - keeps the learner's own way to a linked folder
    around = find_repository(root)
    if around is not None and around != root:
        raise RepositoryError(
            f"{folder} lies inside the repository {around}, and one repository in another would divide your "
            "notes; name a folder outside of it."
        )
    if os.path.lexists(root) and not root.is_dir():
        raise RepositoryError(f"{folder} is a file; name a folder, or a name that is not taken yet.")
    with ExitStack() as undo:
        try:
            make_folder(root / OURS, undo)
        except OSError as error:
            raise refused(_REFUSED, root, error) from error
        if around is None:
            undo.callback((root / LOCK_FILE).unlink, missing_ok=True)
        with changing(root, _REFUSED):
            brought, remarks = _fill(root, undo, restore=restore)
        undo.pop_all()
    ours = [*brought.made, str(MARK_FILE), str(SHIPPED_FILE)]
    setup = put_under_git(root, ours) if git and around is None else None
    return MadeRepository(root, around is None, brought, setup, remarks)


def _fill(root: Path, undo: ExitStack, *, restore: bool) -> tuple[Brought, tuple[str, ...]]:
    """Bring everything. The file that makes the folder a repository comes last."""
    for name in (str(RUNS), "labs"):
        make_folder(root / name, undo)
    notes = find_chapter_notes(root, [chapter.number for chapter in catalogue.chapters()])
    is_new = not (root / MARK_FILE).is_file()
    if is_new:
        undo.callback((root / SHIPPED_FILE).unlink, missing_ok=True)
    brought = bring(root, shipped_files(root, notes.places), undo, restore=restore)
    remarks = _readme(root, brought, undo, anew=is_new or restore)
    if is_new:
        make_file(root / MARK_FILE, MARK.encode())
    return brought, remarks


def _readme(root: Path, brought: Brought, undo: ExitStack, *, anew: bool) -> tuple[str, ...]:
    """Make README.md, or put the index at the end of the learner's, or bring its index up to date."""
    path = root / README
    content = read_if_there(path)
    if content is None:
        if not anew:
            brought.deleted.append(README)
        elif make_with_folders(path, new_readme(_first_index(root)).encode(), undo):
            brought.made.append(README)
        return ()
    if anew and BEGIN.encode() not in content:
        block = index_block(_first_index(root))
        undo.callback(_put_back, path, *change_file(path, lambda page: with_note(page, block, path)))
        return (f"{README} was there already: all of it is kept, and the index stands at its end",)
    return write_index(root)


def _first_index(root: Path) -> list[str]:
    return index_lines(read_overview(root, catalogue.chapters(), True))


def _put_back(path: Path, before: bytes, after: bytes) -> None:
    with suppress(OSError):  # the first failure is the one to tell of, and the index does no harm
        change_file(path, lambda content: before if content == after else content)
