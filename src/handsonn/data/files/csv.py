"""CSV and TSV files, streamed by pyarrow in blocks: a bad row is found where it stands.

Rows are counted as a spreadsheet shows them: the header is row 1. Blank lines count, but are no samples.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np

from handsonn.data.card import Request
from handsonn.data.files.broken import explained
from handsonn.data.files.csv_dialect import Dialect, detect
from handsonn.data.raw_table import Choose, RawTable, check_names, collect
from handsonn.data.table_samples import Notify, load_table, new_table
from handsonn.errors import DataFileError
from handsonn.records import Array, Dataset, Preparation, Samples

BLOCK_BYTES = 1 << 20  # a line may not be longer than a block
MOST_BLANK_ROWS = 1_000_000
_RAGGED = re.compile(r"Row #(\d+): Expected (\d+) columns, got (\d+)")
_EXPECTED = "a CSV table in UTF-8 with a header line and the same number of cells on each line"


def read_csv(path: Path, choose: Choose, *, usual: str = ",", block_bytes: int = BLOCK_BYTES) -> RawTable:
    """Read the columns that `choose` picks from the header.

    usual: the separator that the suffix promises. block_bytes: how much is read at a time.
    Raises DataFileError, naming line or row and column, for a file that is not such a table.
    """
    source = path.name
    with explained(source, _EXPECTED):
        file = path.open("rb")
    with file:
        start = file.read(block_bytes)
        dialect = detect(source, start, usual, whole=len(start) < block_bytes)
        check_names(source, dialect.names)
        readers = choose(dialect.names, dialect.decimal_comma)
        file.seek(0)
        stream = _Watched(source, file)
        blocks = _blocks(source, stream, dialect, block_bytes)
        return collect(source, dialect.names, readers, blocks, notes=dialect.notes(usual))


class _Watched(io.RawIOBase):
    """The file as pyarrow reads it: refuses NUL bytes, counts quotes."""

    def __init__(self, source: str, file: IO[bytes]) -> None:
        super().__init__()
        self.quotes = 0
        self._source = source
        self._file = file
        self._lines = 1

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(size)
        at = chunk.find(b"\0")
        if at >= 0:
            line = self._lines + chunk.count(b"\n", 0, at)
            raise DataFileError(
                f"{self._source}: line {line} holds NUL bytes, so it is not a text table; expected CSV in "
                "UTF-8."
            )
        self._lines += chunk.count(b"\n")
        self.quotes += chunk.count(b'"')
        return chunk


def _blocks(
    source: str, stream: _Watched, dialect: Dialect, block_bytes: int
) -> Iterator[tuple[list[Any], Array]]:
    """Yield each block's columns, as bytes, and row numbers; rows without any value are left out."""
    import pyarrow as pa

    first_row = dialect.header_lines + 1
    blank = 0
    last: pa.RecordBatch | None = None
    with explained(source, _EXPECTED):
        try:
            for batch in _open(stream, dialect, block_bytes):
                rows = np.arange(first_row, first_row + batch.num_rows)
                first_row += batch.num_rows
                last = batch if batch.num_rows else last
                present = _rows_with_a_value(batch)
                blank += int((~present).sum())
                if blank > MOST_BLANK_ROWS:
                    raise DataFileError(
                        f"{source} has more than {MOST_BLANK_ROWS:,} rows without any value, up to row "
                        f"{first_row - 1:,}; remove them."
                    )
                yield [column.filter(pa.array(present)) for column in batch.columns], rows[present]
        except pa.ArrowInvalid as error:
            raise DataFileError(_explain(source, str(error), dialect, block_bytes)) from None
    if stream.quotes % 2 and last is not None and _spans_lines(last):
        raise DataFileError(
            f'{source}: a quote (") is opened in row {first_row - 1} and never closed; close it, or '
            f"double it."
        )


def _open(stream: _Watched, dialect: Dialect, block_bytes: int) -> Any:
    import pyarrow as pa
    from pyarrow import csv

    names = [str(number) for number in range(len(dialect.names))]  # ours, so that no two are alike

    try:
        return csv.open_csv(
            pa.PythonFile(stream, mode="r"),
            csv.ReadOptions(
                block_size=block_bytes, use_threads=False, skip_rows=dialect.header_lines, column_names=names
            ),
            csv.ParseOptions(
                delimiter=dialect.separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
            ),
            csv.ConvertOptions(column_types=dict.fromkeys(names, pa.binary()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error) or "Could not skip initial" in str(error):
            return iter(())
        raise


def _explain(source: str, complaint: str, dialect: Dialect, block_bytes: int) -> str:
    """Put pyarrow's complaint into our words; its handler of bad rows fails on bytes other than UTF-8."""
    ragged = _RAGGED.search(complaint)
    if ragged:
        row, expected, found = (int(number) for number in ragged.groups())
        hint = "complete or remove that row"
        if found > expected:
            hint = f'a value that holds the separator must be quoted, like "1{dialect.separator}5"'
        return f"{source}: row {row} has {found} cells, but the header has {expected} columns; {hint}."
    if "straddl" in complaint:
        return (
            f"{source} has a line longer than {block_bytes:,} bytes, or a quote that is never closed; "
            "expected a table with a line per sample."
        )
    return f"{source} cannot be read: {complaint.splitlines()[0]}; expected {_EXPECTED}."


def _rows_with_a_value(batch: Any) -> Array:
    import pyarrow.compute as pc

    present = np.zeros(batch.num_rows, bool)
    for column in batch.columns:
        if present.all():
            break
        present |= pc.greater(pc.binary_length(column), 0).to_numpy(zero_copy_only=False)
    return present


def _spans_lines(batch: Any) -> bool:
    return any(b"\n" in (column[-1].as_py() or b"") for column in batch.columns)


def load(path: Path, request: Request) -> Dataset:
    """Read a labelled CSV table."""
    return load_table(path, read_csv, request)


def load_new(path: Path, preparation: Preparation, *, target: str | None, notify: Notify | None) -> Samples:
    """Read new rows for a trained network."""
    return new_table(path, read_csv, preparation, target=target, notify=notify)
