"""Data that are to be encoded: a table needs no target, and what flatters or was filled is told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from handsonn.records import Dataset

if TYPE_CHECKING:
    from handsonn.experiments.latent_space import LatentSpace

_TABLES = ("CSV", "TSV", "Parquet")
_FILLED = {"mean": "mean", "median": "median", "most_frequent": "most frequent value"}


def load_samples(
    name_or_path: str | os.PathLike[str], *, target: str | None = None, task: Any = None, **options: Any
) -> Dataset:
    """Load a data set as handsonn.data.load does, but of a table without a target every column is a feature.

    Raises what load raises.
    """
    from handsonn.data import load

    if target is None and task is None and _is_table(name_or_path):
        task = "unlabelled"
    return load(name_or_path, target=target, task=task, **options)


def data_notes(space: LatentSpace) -> tuple[str, ...]:
    """Say what must be known of the data of a latent space, a sentence each."""
    return tuple(words for words in (filled_gaps(space.dataset), repeated_samples(space)) if words)


def repeated_samples(space: LatentSpace) -> str:
    """Say how many held-out samples also trained the encoder; "" where none did."""
    count, held_out = space.repeated, len(space.data.held_out_rows)
    if not count:
        return ""
    stand = "stands" if count == 1 else "stand"
    end = "" if space.decoder is None else ", so the held-out error flatters"
    return (
        f"{count:,} of {held_out:,} held-out samples also {stand}, value for value, among the training "
        f"samples{end}."
    )


def filled_gaps(dataset: Dataset) -> str:
    """Say how many missing values are filled and with what; "" where there are none."""
    if dataset.missing not in _FILLED or dataset.x.dtype.kind != "f":
        return ""
    count = int(np.isnan(dataset.x).sum())
    if not count:
        return ""
    values = "1 missing value is" if count == 1 else f"{count:,} missing values are"
    return f"{values} filled with the {_FILLED[dataset.missing]} of the training samples' column."


def _is_table(name_or_path: str | os.PathLike[str]) -> bool:
    from handsonn.data.files import check_path, format_of
    from handsonn.data.registry import NAMES

    if not isinstance(name_or_path, str | os.PathLike) or name_or_path in NAMES:
        return False
    path = Path(name_or_path).expanduser()
    return bool(path.suffix) and format_of(check_path(path)).name in _TABLES
