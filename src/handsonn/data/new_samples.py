"""New data for a trained network: from a file, a folder of images, or the catalogue."""

from __future__ import annotations

import os
from collections.abc import Callable

from handsonn.data.files import FOLDER, check_path, format_of, is_path, load_new_file
from handsonn.data.matching import match_dataset
from handsonn.data.registry import NAMES, card
from handsonn.errors import UnknownName
from handsonn.records import Preparation, Samples


def sample_names(name_or_path: str | os.PathLike[str]) -> tuple[str, ...]:
    """Name each sample that load_like reads from images: its file. Empty for anything that has no names."""
    if (isinstance(name_or_path, str) and name_or_path in NAMES) or not is_path(name_or_path):
        return ()
    place = check_path(os.fspath(name_or_path))
    return FOLDER.reader("file_names")(place) if format_of(place) is FOLDER else ()


def load_like(
    name_or_path: str | os.PathLike[str],
    preparation: Preparation,
    *,
    target: str | None = None,
    notify: Callable[[str], None] | None = None,
) -> Samples:
    """Read new samples like those that a network was trained on; give their x to `prepare`.

    A table needs the same columns, in any order (others are left out, as `notify` is told); images are
    brought to the same size and colours. target: the label column, if it is called otherwise than in
    training. y is None where the labels are absent.
    Raises UnknownName, DataFileError, DataError (with row, column, value and what is known).
    """
    if isinstance(name_or_path, str) and name_or_path in NAMES:
        from handsonn.data.load import load

        missing = None if preparation.missing == "refuse" else preparation.missing
        if target is None and card(name_or_path).chooses_target:
            target = preparation.target_name or None
        dataset = load(name_or_path, target=target, missing=missing, notify=notify)
        return match_dataset(dataset, preparation)
    if not is_path(name_or_path):
        raise UnknownName("data set or file", str(name_or_path), NAMES)
    return load_new_file(os.fspath(name_or_path), preparation, target=target, notify=notify)
