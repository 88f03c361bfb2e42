"""A table file to a Dataset, and a new table to samples with the columns that a network was trained on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from handsonn.data.card import Request
from handsonn.data.columns import ColumnReader, RawColumn
from handsonn.data.features import (
    curious_columns,
    describe_column,
    encode_features,
    feature_names_of,
    refuse_empty,
    refuse_missing,
)
from handsonn.data.raw_table import Choose, RawTable
from handsonn.data.target import class_numbers, encode_target, labels_of
from handsonn.errors import DataError, UnknownName, UsageError
from handsonn.records import Array, Column, Dataset, Preparation, Samples

ReadTable = Callable[[Path, Choose], RawTable]
Notify = Callable[[str], None]
_COMPLETE = (
    "the network was trained on complete rows, so complete these, remove them, or train again with "
    "missing='median' (--missing median)"
)


def load_table(path: Path, read: ReadTable, request: Request) -> Dataset:
    """Read a table, unlabelled where the request's task says so.

    Raises UsageError without a target that exists, DataError for what is in it.
    """
    target, missing = request.target, request.missing or "refuse"
    if request.task == "unlabelled":
        return _unlabelled(path, read, request)
    table = read(path, _reads_all(path.name, target, request.without))
    label = table.column(str(target))
    features = [column for column in table.columns if column.name != target]
    if not features:
        raise DataError(
            f"{path.name} has no column beside the target {target!r}; expected at least one feature."
        )
    refuse_missing(table, [label], "a sample without its label cannot be learnt from, so remove these rows")
    refuse_empty(table, features)
    if missing == "refuse":
        refuse_missing(table, features)
    columns = tuple(describe_column(column) for column in features)
    y, task, class_names = encode_target(path.name, label, request.task)
    return Dataset(
        name=path.stem,
        x=encode_features(table, columns),
        y=y,
        task=task,
        feature_names=feature_names_of(columns),
        class_names=class_names,
        target_name=str(target),
        columns=columns,
        missing=missing,
        source=str(path),
        note="; ".join([*table.notes, *curious_columns(features)]),
    )


def _unlabelled(path: Path, read: ReadTable, request: Request) -> Dataset:
    """Read a table of which every column is a feature."""
    if request.target is not None:
        raise UsageError(
            f'{path.name}: target={request.target!r} (--target) is a label, so task="unlabelled" cannot be '
            "asked for; leave one of them out."
        )

    def choose(names: tuple[str, ...], decimal_comma: bool) -> dict[str, ColumnReader]:
        for name in request.without:
            _check_left_out(path.name, name, None, names)
        kept = [name for name in names if name not in request.without]
        return {name: ColumnReader(path.name, name, decimal_comma=decimal_comma) for name in kept}

    table = read(path, choose)
    features = list(table.columns)
    if not features:
        raise DataError(f"{path.name} has no column left; expected at least one feature.")
    refuse_empty(table, features)
    if (missing := request.missing or "refuse") == "refuse":
        refuse_missing(table, features)
    columns = tuple(describe_column(column) for column in features)
    return Dataset(
        name=path.stem,
        x=encode_features(table, columns),
        y=None,
        task="unlabelled",
        feature_names=feature_names_of(columns),
        columns=columns,
        missing=missing,
        source=str(path),
        note="; ".join([*table.notes, *curious_columns(features)]),
    )


def _reads_all(source: str, target: str | None, without: tuple[str, ...]) -> Choose:
    def choose(names: tuple[str, ...], decimal_comma: bool) -> dict[str, ColumnReader]:
        if target is None:
            raise UsageError(
                f"{source}: say which column is to be predicted with target= (--target); its columns are "
                f"{_listed(names)}."
            )
        if target not in names:
            raise UnknownName(f"column in {source}", target, names)
        for name in without:
            _check_left_out(source, name, target, names)
        return {
            name: ColumnReader(source, name, is_target=name == target, decimal_comma=decimal_comma)
            for name in names
            if name not in without
        }

    return choose


def _check_left_out(source: str, name: str, target: str | None, names: tuple[str, ...]) -> None:
    if name not in names:
        raise UnknownName(f"column in {source}", name, names)
    if name == target:
        raise UsageError(f"{source}: the column {name!r} is the target, so it cannot be left out as well.")


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:20])
    return f"{shown} and {len(names) - 20:,} more" if len(names) > 20 else shown  # noqa: PLR2004


def new_table(
    path: Path, read: ReadTable, preparation: Preparation, *, target: str | None, notify: Notify | None
) -> Samples:
    """Read new rows of the table that a network was trained on: same columns, in any order.

    Raises DataError for a missing column, an unknown category, an unknown label, a gap that the training
    table did not have either. Columns that the network does not know are left out, as `notify` is told.
    """
    columns = _expected_columns(path.name, preparation)
    target = target or preparation.target_name
    table = read(path, _reads_known(path.name, columns, target, notify))
    features = [column for column in table.columns if column.name != target]
    if preparation.missing == "refuse":
        refuse_missing(table, features, _COMPLETE)
    x = encode_features(table, columns)
    labels = [column for column in table.columns if column.name == target]
    return Samples(x, match_labels(table, labels[0], preparation) if labels else None)


def _expected_columns(source: str, preparation: Preparation) -> tuple[Column, ...]:
    """Tell the columns to look for; a network trained on arrays with named features finds those."""
    columns = preparation.columns or tuple(Column(name, "number") for name in preparation.feature_names)
    if not columns:
        raise DataError(
            f"{source} is a table, but the network was trained on samples of shape "
            f"{preparation.sample_shape}; expected images or arrays of that shape."
        )
    return columns


def _reads_known(source: str, columns: tuple[Column, ...], target: str, notify: Notify | None) -> Choose:
    def choose(names: tuple[str, ...], decimal_comma: bool) -> dict[str, ColumnReader]:
        expected = [column.name for column in columns]
        absent = [name for name in expected if name not in names]
        if absent:
            raise DataError(
                f"{source} has no column {absent[0]!r}, which the network was trained on; expected the "
                f"columns {_listed(tuple(expected))}, found {_listed(names)}."
            )
        extra = [name for name in names if name not in expected and name != target]
        if extra and notify:
            notify(f"{source}: left out {_listed(tuple(extra))}: the network was not trained on it.")
        readers = {
            column.name: ColumnReader(
                source,
                column.name,
                kind="number" if column.kind == "number" else "text",
                decimal_comma=decimal_comma,
            )
            for column in columns
        }
        if target in names:
            readers[target] = ColumnReader(source, target, is_target=True, decimal_comma=decimal_comma)
        return readers

    return choose


def match_labels(table: RawTable, label: RawColumn, preparation: Preparation) -> Array | None:
    """Encode a label column as training did; None if it holds no value at all."""
    if label.missing().all():
        return None
    refuse_missing(table, [label], "label all rows or none")
    if preparation.task == "regression":
        if label.numbers is None:
            raise DataError(
                f"{table.source}: the target column {label.name!r} holds texts (such as "
                f"{label.texts[0]!r}); the network predicts numbers."
            )
        return label.numbers.astype(np.float32)
    return class_numbers(
        table.source,
        labels_of(label),
        preparation.class_names,
        lambda at: f"row {table.row_numbers[at]}, column {label.name!r}",
    )
