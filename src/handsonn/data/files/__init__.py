"""The file formats that handsonn reads, one module each, found by suffix; a folder holds images.

A new format is a module with `load` and `load_new`, and an entry here.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

from handsonn.data.card import Request
from handsonn.errors import DataFileError, UnknownName, UsageError
from handsonn.records import Dataset, Missing, Preparation, Samples, Task


@dataclass(frozen=True)
class Format:
    """A file format: what it is called, its suffixes, and the module of this package that reads it."""

    name: str
    suffixes: tuple[str, ...]
    module: str

    def reader(self, function: str) -> Any:
        """Import the module's function when it is needed: pyarrow and Pillow are not loaded before."""
        return getattr(import_module(f"handsonn.data.files.{self.module}"), function)


FOLDER = Format("folder of images", (), "image_folder")
FORMATS = (
    Format("CSV", (".csv",), "csv"),
    Format("TSV", (".tsv", ".tab"), "tsv"),
    Format("Parquet", (".parquet", ".pq"), "parquet"),
    Format("NumPy archive", (".npz",), "npz"),
    FOLDER,
)


def load_file(
    path: Path | str,
    *,
    target: str | None = None,
    missing: Missing = "refuse",
    task: Task | None = None,
    without: Sequence[str] = (),
) -> Dataset:
    """Read a labelled data set from a CSV, TSV, Parquet or .npz file, or a folder of images.

    target: the label column of a table. missing: "refuse", or how split() is to fill gaps, with what the
    training rows teach: "mean", "median" or "most_frequent". task: "classification" or "regression" where
    the rule of `handsonn.data.target` guesses wrong; "unlabelled" makes every column of a table a feature.
    without: columns of a table to leave out.
    Raises UsageError for arguments, DataFileError or DataError (with row and column) for the file.
    """
    _check_choice("way to fill missing values", missing, get_args(Missing))
    if task is not None:
        _check_choice("task", task, ("classification", "regression", "unlabelled"))
    place = check_path(path)
    if task == "unlabelled" and format_of(place).name in (FOLDER.name, "NumPy archive"):
        raise UsageError(f'{place.name} is no table, so task="unlabelled" means nothing to it; leave it out.')
    load: Callable[..., Dataset] = format_of(place).reader("load")
    return load(place, Request(target=target, missing=missing, task=task, without=tuple(without)))


def load_new_file(
    path: Path | str,
    preparation: Preparation,
    *,
    target: str | None = None,
    notify: Callable[[str], None] | None = None,
) -> Samples:
    """Read new samples of the kind that a network was trained on; y is None without labels."""
    place = check_path(path)
    load: Callable[..., Samples] = format_of(place).reader("load_new")
    return load(place, preparation, target=target, notify=notify)


def format_of(path: Path) -> Format:
    """Find the format of a path by its suffix; a folder, or one image, is read as images."""
    suffix = path.suffix.lower()
    if path.is_dir() or suffix in FOLDER.reader("IMAGE_SUFFIXES"):
        return FOLDER
    for known in FORMATS:
        if suffix in known.suffixes:
            return known
    suffixes = ", ".join(suffix for known in FORMATS for suffix in known.suffixes)
    found = f"ends in {suffix!r}" if suffix else "has no suffix"
    raise DataFileError(f"{path.name} {found}; expected {suffixes}, or a folder of images.")


def is_path(text: os.PathLike[str] | str) -> bool:
    """Tell a path from the name of a data set: it exists, has a separator, or a suffix that we read."""
    path = Path(text)
    known = {suffix for each in FORMATS for suffix in each.suffixes}
    written_as_path = "/" in str(text) or os.sep in str(text) or path.suffix.lower() in known
    try:
        return not isinstance(text, str) or written_as_path or path.exists()
    except (OSError, ValueError):  # a name that the file system cannot even ask for
        return False


def check_path(path: Path | str) -> Path:
    """Return the path if a file or folder is there. Raises DataFileError otherwise, with the nearest name."""
    place = Path(path).expanduser()
    try:
        if place.is_dir() or place.is_file():
            return place
        exists = place.exists()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataFileError(
            f"{str(path)[:80]!r} is not a usable path ({reason}); expected a data file."
        ) from None
    if exists:
        raise DataFileError(f"{place} is neither a file nor a folder; expected a file that can be read.")
    raise DataFileError(
        f"there is no file {str(path)[:200]!r}; {_nearest(place)}give the path of a data file."
    )


def _nearest(place: Path) -> str:
    try:
        names = [entry.name for entry in place.parent.iterdir()]
    except OSError:
        return f"there is no folder {str(place.parent)[:200]!r} either; "
    near = difflib.get_close_matches(place.name, names, n=1)
    return f"did you mean {near[0]!r}? " if near else ""


def _check_choice(noun: str, choice: str, known: tuple[str, ...]) -> None:
    if choice not in known:
        raise UnknownName(noun, str(choice), known)


def refuse_columns(source: str, request: Request, where: str) -> None:
    """Raise UsageError if a column was named for a format that has none."""
    if request.target is not None:
        raise UsageError(
            f"{source} has no columns, so target={request.target!r} (--target) means nothing: {where}."
        )
    if request.without:
        raise UsageError(
            f"{source} has no columns, so without={request.without[0]!r} (--without) means nothing: {where}."
        )
