"""TSV files: CSV files whose separator is usually a tab."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from handsonn.data.card import Request
from handsonn.data.files.csv import read_csv
from handsonn.data.table_samples import Notify, load_table, new_table
from handsonn.records import Dataset, Preparation, Samples

read_tsv = partial(read_csv, usual="\t")


def load(path: Path, request: Request) -> Dataset:
    """Read a labelled TSV table."""
    return load_table(path, read_tsv, request)


def load_new(path: Path, preparation: Preparation, *, target: str | None, notify: Notify | None) -> Samples:
    """Read new rows for a trained network."""
    return new_table(path, read_tsv, preparation, target=target, notify=notify)
