"""An embedded table, encoded as a file of the learner's would be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from handsonn.data.card import DatasetCard, Request
from handsonn.data.columns import RawColumn
from handsonn.data.embedded import embedded_file
from handsonn.data.files.parquet import read_parquet
from handsonn.data.raw_table import Choose, RawTable
from handsonn.data.table_samples import load_table
from handsonn.records import Array, Dataset, Missing


def load_registered_table(
    card: DatasetCard, request: Request, *, target: str, missing: Missing, without: tuple[str, ...] = ()
) -> Dataset:
    """Return the table `<name>.parquet` with `target` as label, unless the request names another column.

    Rows without a label are left out, and counted in the note. missing: what the data set itself proposes for
    gaps among the features. without: columns that are no features.
    Raises UnknownName for a target that is no column; DataError if gaps are to be refused and there are some.
    """
    label = request.target or target
    left_out = 0

    def read(path: Path, choose: Choose) -> RawTable:
        nonlocal left_out
        table = read_parquet(path, choose)
        known = ~table.column(label).missing()
        left_out = int(len(known) - known.sum())
        kept = [column for column in table.columns if column.name == label or column.name not in without]
        return RawTable(
            card.name, tuple(_rows(column, known) for column in kept), table.row_numbers[known], table.notes
        )

    dataset = load_table(
        embedded_file(f"{card.name}.parquet"),
        read,
        replace(
            request,
            target=label,
            missing=request.missing or missing,
            task=card.task if label == target else None,
        ),
    )
    notes = [f"{left_out:,} rows whose {label} is not known are left out"] if left_out else []
    return replace(
        dataset,
        name=card.name,
        source=card.source,
        licence=card.licence,
        description=card.description,
        note="; ".join([*notes, *filter(None, [dataset.note])]),
    )


def _rows(column: RawColumn, which: Array) -> RawColumn:
    return replace(
        column,
        numbers=None if column.numbers is None else column.numbers[which],
        codes=None if column.codes is None else column.codes[which],
    )
