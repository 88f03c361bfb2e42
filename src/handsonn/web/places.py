"""Where the pages show what lies in the learner's repository."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from handsonn.journal.repository.chapter_notes import find_chapter_notes
from handsonn.journal.repository.place import RUNS
from handsonn.web.shell import Shell


class Places:
    """The addresses of one repository's files and folders."""

    def __init__(self, shell: Shell, root: Path) -> None:
        """Look where the notes are. Raises OSError for notes that cannot be read."""
        self.root = root
        chapters = shell.settings.chapters
        found = find_chapter_notes(root, [chapter.number for chapter in chapters]).places
        self._notes: Mapping[Path, str] = {
            found[chapter.number].relative_to(root): f"/notes/{chapter.name}/"
            for chapter in chapters
            if chapter.number in found
        }
        self._exercises = [exercise for chapter in chapters for exercise in chapter.exercises]
        self._shows_runs = shell.settings.runs_folder.resolve() == (root / RUNS).resolve()

    def notes(self, path: Path) -> str:
        """Give the address of a chapter's notes; "" for any other file. path: as seen from the root."""
        return self._notes.get(path, "")

    def page(self, path: Path) -> str:
        """Give the address of the page that shows notes, an exercise or a run; "" where there is none."""
        if path.parent == RUNS:
            return f"/runs/{in_address(path.name)}/" if self._shows_runs else ""
        exercise = next((each for each in self._exercises if path.is_relative_to(each.place)), None)
        return exercise.address if exercise else self.notes(path)


def in_address(name: str) -> str:
    """Write a file's name so that it can stand in an address, whatever bytes are in it."""
    return quote(os.fsencode(name), safe="/-_.~")


def real_path(path: Path, root: Path) -> Path | None:
    """Give the real path of something that exists inside a folder, links followed; None for anything else."""
    try:
        real = path.resolve()
        return real if real.exists() and real.is_relative_to(root.resolve()) else None
    except (OSError, ValueError, RuntimeError):  # too long, a zero byte, links in a circle
        return None
