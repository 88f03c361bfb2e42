"""Files that the page may open: in the learner's folder or in their home folder, wherever links lead."""

from __future__ import annotations

import filecmp
from pathlib import Path

from handsonn.data.registry import NAMES
from handsonn.errors import UsageError


def allowed_source(text: str, folder: Path) -> str:
    """Give the name of a data set as it is, and a path in full, links followed.

    Raises UsageError for a path outside the learner's folder and home folder. A misspelt name stays as it is,
    so that loading it suggests the right one.
    """
    if text in NAMES:
        return text
    try:
        place = (folder / Path(text).expanduser()).resolve()
        exists = place.exists()
    except (OSError, ValueError, RuntimeError) as error:
        raise UsageError(f"{text[:80]!r} is not a usable path ({error}); expected a data file.") from None
    if not exists and Path(text).name == text and not Path(text).suffix:
        return text
    if not any(place.is_relative_to(root) for root in allowed_roots(folder)):
        raise UsageError(
            f"{text[:200]!r} lies outside {folder} and your home folder, where this page opens files; copy "
            "it there, or upload it."
        )
    return str(place)


def allowed_roots(folder: Path) -> tuple[Path, ...]:
    """Name the folders below which files may be opened, links followed."""
    try:
        return folder.resolve(), Path.home().resolve()
    except RuntimeError:  # no home folder is known
        return (folder.resolve(),)


def own_files(folder: Path, suffixes: tuple[str, ...]) -> list[str]:
    """List data files in the learner's folder and in its folder data/, as paths to type, sorted.

    Of a file that lies in both, byte for byte, the one in the folder is named.
    """
    found: list[str] = []
    for place in (folder, folder / "data"):
        try:
            entries = [entry for entry in sorted(place.iterdir())[:500] if not entry.name.startswith(".")]
        except OSError:
            continue  # no such folder, or not to be listed: then it offers nothing
        files = [entry for entry in entries if entry.suffix.lower() in suffixes and entry.is_file()]
        files = [entry for entry in files if place == folder or not _is_copy(entry, folder / entry.name)]
        folders = [entry for entry in entries if place != folder and entry.is_dir()]
        found.extend(str(entry.relative_to(folder)) for entry in (*files, *folders))
    return found


def _is_copy(path: Path, other: Path) -> bool:
    try:
        return other.is_file() and filecmp.cmp(path, other, shallow=False)
    except OSError:
        return False  # one of them cannot be read: both are named
