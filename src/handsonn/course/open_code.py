"""A lab's code in the learner's hands: a copy in their folder, theirs to change."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from handsonn.course.lab import Lab
from handsonn.errors import LabError
from handsonn.journal.durable import flush_folder


def copy_of(lab: Lab, folder: Path) -> Path:
    """Say where a learner's copy of a lab lies, whether there is one yet or not."""
    return folder / "labs" / f"{lab.chapter}_{lab.name}.py"


def copy_lab(lab: Lab, folder: Path) -> Path:
    """Copy a lab into the learner's folder, as labs/ch10_weights.py, and return the copy's path.

    A file that is there already is the learner's work: it is kept as it is and returned.
    Raises LabError if the copy cannot be written.
    """
    target = copy_of(lab, folder)
    draft = target.with_name(f".{uuid.uuid4().hex[:12]}.{target.name}")
    try:
        if target.is_file():
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _fill(draft, lab.path.read_bytes())
            _appear(draft, target)
        finally:
            draft.unlink(missing_ok=True)
        flush_folder(target.parent)
    except OSError as error:
        raise LabError(
            f"the lab could not be copied to {target} ({error.strerror or error}); "
            "check that folder, and the space on its disk."
        ) from error
    return target


def _fill(draft: Path, code: bytes) -> None:
    with draft.open("wb") as file:
        file.write(code)
        file.flush()
        os.fsync(file.fileno())


def _appear(draft: Path, target: Path) -> None:
    """Give the whole copy its name in one step, which fails if somebody else took the name meanwhile."""
    try:
        os.link(draft, target)
    except FileExistsError:
        if not target.is_file():
            raise
    except OSError:
        # A disk without hard links (FAT, some network disks): create the name first, then fill it.
        with target.open("xb") as file:
            file.write(draft.read_bytes())
            file.flush()
            os.fsync(file.fileno())
