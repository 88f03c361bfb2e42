"""Files of the learner's own are never written over unless they say so."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from handsonn.errors import UsageError


def refuse_existing(paths: Iterable[Path], *, overwrite: bool) -> None:
    """Raise UsageError if one of these files is there already, unless it may be overwritten."""
    there = [] if overwrite else [path for path in paths if path.exists() or path.is_symlink()]
    if there:
        names = " and ".join(str(path) for path in there[:2]) + (" and more" if len(there) > 2 else "")  # noqa: PLR2004
        exist = "exists" if len(there) == 1 else "exist"
        raise UsageError(
            f"{names} {exist} already and would be written over; choose another folder or "
            "name, or add --overwrite."
        )
