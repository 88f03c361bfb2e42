"""load(): a name of the registry, or a path."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from handsonn.data.card import Notify, Request
from handsonn.data.registry import NAMES, entry
from handsonn.errors import UnknownName, UsageError
from handsonn.records import Dataset, Missing, Task


def load(
    name_or_path: str | os.PathLike[str],
    *,
    target: str | None = None,
    missing: Missing | None = None,
    download: bool = False,
    notify: Notify | None = None,
    task: Task | None = None,
    without: Sequence[str] = (),
) -> Dataset:
    """Load a data set by its name in the catalogue, or from a file or folder of yours.

    A name of the catalogue wins over a file of the same name: write ./digits for the file.
    target: the label's column; needed for tables from files, optional for registered tables.
    missing: "refuse", "mean", "median" or "most_frequent"; None is "refuse" for files, and the data set's own
        choice for registered ones (said in its note).
    download: may a larger data set be downloaded if it is not on this machine?
    notify: told, in a sentence, what you should know, such as "the embedded slice is used".
    task: "classification" or "regression", where a file's labels could be either and the guess is wrong;
        "unlabelled" for a table without a target, of which every column is a feature.
    without: columns of a table to leave out, such as names and numbers that only identify a row.
    Raises UnknownName, UsageError, DataFileError, DataError, DownloadError.
    """
    if not isinstance(name_or_path, str | os.PathLike):
        raise UsageError(
            f"load() takes the name of a data set or the path of a file, not {type(name_or_path).__name__}; "
            "arrays need no loading, or save them with numpy.savez and load that file."
        )
    if isinstance(without, str):
        without = (without,)
    name = os.fspath(name_or_path)
    if isinstance(name_or_path, str) and name in NAMES:
        return _load_registered(name, Request(target, missing, download, notify, task, tuple(without)))
    if isinstance(name_or_path, str) and _reads_as_name(name):
        raise UnknownName("data set or file", name, NAMES)
    from handsonn.data.files import load_file

    return load_file(
        Path(name).expanduser(), target=target, missing=missing or "refuse", task=task, without=without
    )


def _load_registered(name: str, request: Request) -> Dataset:
    module = entry(name)
    if request.target is not None and not module.CARD.chooses_target:
        raise UsageError(
            f"{name} comes with its own label, so target={request.target!r} cannot be chosen; leave it out."
        )
    if request.task is not None:
        raise UsageError(f"{name} is a {module.CARD.task}; task= is for files, so leave it out.")
    if request.without and not module.CARD.chooses_target:
        raise UsageError(f"{name} has no columns to leave out, so drop without={request.without[0]!r}.")
    return module.load(request)


def _reads_as_name(text: str) -> bool:
    """Tell a misspelt name from a path: no folder, no suffix, and nothing of that name stands here."""
    path = Path(text)
    if path.name != text or path.suffix:
        return False
    # os.path says no where Path.exists would raise: at a name that is too long for a file.
    return not text or not os.path.exists(text)  # noqa: PTH110
