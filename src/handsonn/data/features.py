"""Columns of a table to the features of a network: numbers stay, a category becomes one column per value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from handsonn.data.columns import RawColumn
from handsonn.data.raw_table import LARGEST_TABLE, RawTable
from handsonn.data.target import in_order
from handsonn.errors import DataError
from handsonn.records import Array, Column

_NAMED_ROWS = 5
HOW_TO_FILL = "fill the gaps with missing='median' (--missing median), or remove these rows"


def describe_column(column: RawColumn) -> Column:
    """Turn a column as read into the record that prediction needs: its kind and its known categories."""
    if column.numbers is not None:
        return Column(column.name, "number")
    return Column(column.name, "category", in_order(column.texts))


def feature_names_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """Name the features: "age" for a number, "cut=Ideal" for each value of a category."""
    return tuple(name for column in columns for name in _names_of(column))


def _names_of(column: Column) -> Iterator[str]:
    if column.kind == "number":
        yield column.name
    else:
        yield from (f"{column.name}={category}" for category in column.categories)


def places_of(columns: Sequence[Column]) -> dict[str, slice]:
    """Tell which features each column fills."""
    places, start = {}, 0
    for column in columns:
        width = 1 if column.kind == "number" else len(column.categories)
        places[column.name] = slice(start, start + width)
        start += width
    return places


def encode_features(table: RawTable, columns: Sequence[Column]) -> Array:
    """Encode the table as these columns say: float32, shape (rows, features); NaN where a value is missing.

    A missing category makes all of its features NaN. Raises DataError for a category that `columns` does
    not know, naming its row, and for a table that would not fit into memory.
    """
    places = places_of(columns)
    width = max((place.stop for place in places.values()), default=0)
    if width * len(table.row_numbers) > LARGEST_TABLE:
        raise DataError(
            f"{table.source}: {len(table.row_numbers):,} rows by {width:,} features are too many for the "
            "memory; keep fewer rows, or remove columns with many categories."
        )
    x = np.zeros((len(table.row_numbers), width), np.float32)
    for column in columns:
        raw = table.column(column.name)
        if column.kind == "number":
            x[:, places[column.name].start] = raw.numbers
        else:
            x[:, places[column.name]] = _one_hot(table, raw, column)
    return x


def _one_hot(table: RawTable, raw: RawColumn, column: Column) -> Array:
    """Shape (rows, categories): 1 at the row's category, NaN throughout where it is missing."""
    rows_of = np.full((len(raw.texts) + 1, len(column.categories)), np.nan, np.float32)
    rows_of[:-1] = 0
    unknown = np.zeros(len(raw.texts) + 1, bool)
    for code, text in enumerate(raw.texts):
        if text in column.categories:
            rows_of[code, column.categories.index(text)] = 1
        else:
            unknown[code] = True
    codes = np.asarray(raw.codes)
    if unknown[codes].any():
        at = int(np.flatnonzero(unknown[codes])[0])
        raise DataError(
            f"{table.source}: row {table.row_numbers[at]}, column {column.name!r}: {raw.texts[codes[at]]!r} "
            f"was not among the categories of the training data; known: {', '.join(column.categories)}."
        )
    encoded: Array = rows_of[codes]
    return encoded


def refuse_missing(table: RawTable, columns: Sequence[RawColumn], advice: str = HOW_TO_FILL) -> None:
    """Raise DataError, naming the first five gaps by row and column, if a value is missing."""
    gaps = np.stack([column.missing() for column in columns], axis=1)
    rows = np.flatnonzero(gaps.any(axis=1))
    if not rows.size:
        return
    named = [
        f"row {table.row_numbers[row]} {columns[int(np.argmax(gaps[row]))].name!r}"
        for row in rows[:_NAMED_ROWS]
    ]
    more = f" and {len(rows) - _NAMED_ROWS:,} more" if len(rows) > _NAMED_ROWS else ""
    count = "1 row lacks a value" if len(rows) == 1 else f"{len(rows):,} rows lack a value"
    raise DataError(f"{table.source}: {count} ({', '.join(named)}{more}); {advice}.")


def refuse_empty(table: RawTable, columns: Sequence[RawColumn]) -> None:
    """Raise DataError for a column in which every value is missing: nothing tells how to fill it."""
    for column in columns:
        if column.missing().all():
            raise DataError(
                f"{table.source}: column {column.name!r} holds no value at all; leave it out (--without)."
            )


def curious_columns(columns: Sequence[RawColumn]) -> list[str]:
    """Say which columns cannot help: constants, and numbers that only count the rows."""
    notes = []
    for column in columns:
        numbers = column.numbers
        if numbers is None:
            if len(column.texts) == 1:
                notes.append(f"column {column.name!r} is the same in every row")
            continue
        steps = np.diff(numbers)
        if len(steps) and np.all(steps == 0):
            notes.append(f"column {column.name!r} is the same in every row")
        elif len(steps) > 1 and np.all(steps == 1):
            notes.append(f"column {column.name!r} only counts the rows")
    return notes
