"""A table as it was read from a file: raw columns, and the row numbers that the learner's editor shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.data.columns import ColumnReader, RawColumn
from handsonn.errors import DataFileError
from handsonn.records import Array

LARGEST_TABLE = 200_000_000  # numbers; 1.6 GB as float64
Choose = Callable[[tuple[str, ...], bool], dict[str, ColumnReader]]
"""Header names and whether the file has decimal commas -> a reader for each column that is wanted."""


@dataclass(frozen=True)
class RawTable:
    """The wanted columns of a file.

    row_numbers: int64, shape (rows,): in CSV files as a spreadsheet counts, the header being row 1; in
        Parquet files, which have no header row, from 1.
    """

    source: str
    columns: tuple[RawColumn, ...]
    row_numbers: Array
    notes: tuple[str, ...] = ()

    def column(self, name: str) -> RawColumn:
        """Find a column by its name."""
        return next(column for column in self.columns if column.name == name)


def check_names(source: str, names: tuple[str, ...]) -> None:
    """Refuse a header with a nameless or a repeated column: each feature needs a name of its own."""
    if not names:
        raise DataFileError(f"{source} has no columns; expected a table with a column per feature.")
    for number, name in enumerate(names, start=1):
        if not name:
            raise DataFileError(
                f"{source}: column {number} has no name in the header; name it, or write the file without "
                "its row index (index=False in pandas)."
            )
        if name in names[: number - 1]:
            first = names.index(name) + 1
            raise DataFileError(
                f"{source}: columns {first} and {number} are both called {name!r}; give each its own name."
            )


def collect(
    source: str,
    names: tuple[str, ...],
    readers: dict[str, ColumnReader],
    blocks: Iterable[tuple[list[Any], Array]],
    *,
    notes: tuple[str, ...] = (),
    largest: int = LARGEST_TABLE,
) -> RawTable:
    """Feed blocks of (one array per column of the file, row numbers) to the readers.

    Raises DataFileError for a table without rows or with more than `largest` numbers.
    """
    row_numbers = [np.empty(0, np.int64)]
    total = 0
    for arrays, rows in blocks:
        total += len(rows)
        if total * len(readers) > largest:
            raise DataFileError(
                f"{source} holds more than {largest:,} numbers in {len(readers)} columns, too many for the "
                "memory; keep fewer rows or columns."
            )
        row_numbers.append(rows)
        for name, array in zip(names, arrays, strict=True):
            if name in readers:
                readers[name].add(array, rows)
    if total == 0:
        raise DataFileError(f"{source} has columns but no rows; expected a row per sample.")
    columns = tuple(reader.finish() for reader in readers.values())
    return RawTable(source, columns, np.concatenate(row_numbers), notes)
