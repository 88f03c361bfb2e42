"""Parquet files, read by pyarrow in batches. They have no header row: the first row is row 1."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from handsonn.data.card import Request
from handsonn.data.files.broken import explained
from handsonn.data.raw_table import LARGEST_TABLE, Choose, RawTable, check_names, collect
from handsonn.data.table_samples import Notify, load_table, new_table
from handsonn.errors import DataFileError
from handsonn.records import Array, Dataset, Preparation, Samples

_BATCH_ROWS = 65_536
_EXPECTED = "a Parquet file"


def read_parquet(path: Path, choose: Choose, *, largest: int = LARGEST_TABLE) -> RawTable:
    """Read the columns that `choose` picks. Raises DataFileError for a file that is not such a table."""
    from pyarrow import parquet

    source = path.name
    with explained(source, _EXPECTED):
        file = parquet.ParquetFile(path)
    with file:
        names = tuple(name.strip() for name in file.schema_arrow.names)
        check_names(source, names)
        readers = choose(names, False)
        claimed = file.metadata.num_rows * len(readers)
        if claimed > largest:
            raise DataFileError(
                f"{source} says that it holds {claimed:,} numbers, more than the {largest:,} that are read; "
                "keep fewer rows or columns."
            )
        wanted = [name for name in file.schema_arrow.names if name.strip() in readers]
        return collect(
            source, tuple(name.strip() for name in wanted), readers, _batches(source, file, wanted)
        )


def _batches(source: str, file: Any, wanted: list[str]) -> Iterator[tuple[list[Any], Array]]:
    first_row = 1
    with explained(source, _EXPECTED):
        for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=wanted, use_threads=False):
            batch.validate(full=True)  # pyarrow trusts the file that its texts are UTF-8
            rows = np.arange(first_row, first_row + batch.num_rows)
            first_row += batch.num_rows
            yield [batch.column(name) for name in wanted], rows


def load(path: Path, request: Request) -> Dataset:
    """Read a labelled Parquet table."""
    return load_table(path, read_parquet, request)


def load_new(path: Path, preparation: Preparation, *, target: str | None, notify: Notify | None) -> Samples:
    """Read new rows for a trained network."""
    return new_table(path, read_parquet, preparation, target=target, notify=notify)
