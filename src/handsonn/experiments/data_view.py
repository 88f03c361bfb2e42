"""A look at data before anything learns from them: first rows, distributions, classes, gaps, repetitions."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from handsonn.data.columns import ColumnReader
from handsonn.data.duplicates import count_duplicates
from handsonn.data.features import places_of
from handsonn.data.files import check_path, format_of
from handsonn.experiments.sample_view import (
    finite,
    image_bytes,
    image_sheet,
    label_text,
    table_cells,
    table_heads,
)
from handsonn.records import Array, Column, Dataset

FIRST_ROWS = 12
MOST_FEATURES = 60
MOST_CLASSES = 30
MOST_IMAGES = 40
_BINS = 24
_MOST_VALUES = 2_000_000  # of which a histogram of pixels is made
_READERS = {"CSV": "read_csv", "TSV": "read_tsv", "Parquet": "read_parquet"}


class _NamesRead(Exception):  # noqa: N818 - not an error: the header is all that was wanted
    """Ends the reading of a table behind its header."""


def column_names(path: Path | str) -> tuple[str, ...]:
    """Name the columns of a table's file without reading its rows; () for a file that has no columns.

    Raises DataFileError for a file that is missing, empty or not what its suffix says.
    """
    place = check_path(path)
    reader = _READERS.get(format_of(place).name)
    if reader is None:
        return ()
    found: list[str] = []

    def choose(names: tuple[str, ...], _decimal_comma: bool) -> dict[str, ColumnReader]:
        found.extend(names)
        raise _NamesRead

    with suppress(_NamesRead):
        format_of(place).reader(reader)(place, choose)
    return tuple(found)


def view_data(dataset: Dataset) -> dict[str, Any]:
    """Say what a learner should see before training, as plain JSON values.

    Figures are of all samples; table and images show the first of them.
    """
    gaps = _gaps(dataset)
    return {
        "name": dataset.name,
        "kind": dataset.kind,
        "task": dataset.task,
        "samples": len(dataset),
        "shape": [int(size) for size in dataset.x.shape[1:]],
        "target": dataset.target_name,
        "note": dataset.note,
        "source": dataset.source,
        "licence": dataset.licence,
        "description": dataset.description,
        "test_rows": dataset.test_rows,
        "ordered": dataset.ordered,
        "columns": len(dataset.columns),
        "missing_values": sum(gaps.values()),
        "missing_in": {name: count for name, count in gaps.items() if name and count},
        "missing_choice": dataset.missing,
        "duplicates": count_duplicates(dataset.x),
        "table": _first_rows(dataset),
        "features": _features(dataset),
        "more_features": max(0, _number_of_features(dataset) - MOST_FEATURES),
        "labels": _labels(dataset),
        "images": _images(dataset),
        "signals": _signals(dataset),
    }


def _number_of_features(dataset: Dataset) -> int:
    return (len(dataset.columns) or dataset.x.shape[1]) if dataset.kind == "tabular" else 0


def _first_rows(dataset: Dataset) -> dict[str, Any] | None:
    if dataset.kind != "tabular":
        return None
    rows = np.arange(min(FIRST_ROWS, len(dataset)))
    return {
        "heads": table_heads(dataset),
        "rows": table_cells(dataset, rows),
        "labels": [label_text(dataset, int(row)) for row in rows],
    }


def _gaps(dataset: Dataset) -> dict[str, int]:
    """Count the missing values of each column; of data without columns all together, under ""."""
    if dataset.x.dtype.kind != "f":
        return {}
    if not dataset.columns:
        return {"": int(np.isnan(dataset.x).sum())}
    places = places_of(dataset.columns)
    return {name: int(np.isnan(dataset.x[:, place.start]).sum()) for name, place in places.items()}


def _features(dataset: Dataset) -> list[dict[str, Any]]:
    """Describe each column of a table as its file has it; of images and signals all values together."""
    if dataset.kind == "tabular" and dataset.columns:
        places = places_of(dataset.columns)
        return [
            _distribution(column.name, dataset.x[:, places[column.name].start])
            if column.kind == "number"
            else _shares(column, dataset.x[:, places[column.name]])
            for column in dataset.columns[:MOST_FEATURES]
        ]
    if dataset.kind == "tabular":
        names = dataset.feature_names[:MOST_FEATURES]
        return [_distribution(name, dataset.x[:, number]) for number, name in enumerate(names)]
    step = max(1, dataset.x.size // _MOST_VALUES)
    name = "brightness of a pixel" if dataset.kind == "image" else "value"
    return [_distribution(name, dataset.x.reshape(-1)[::step])]


def _shares(column: Column, values: Array) -> dict[str, Any]:
    """Count the rows of each category. values: one column of 0 and 1 per category."""
    counts = [int(count) for count in np.nansum(values, axis=0)]
    return {
        "name": column.name,
        "missing": int(np.isnan(values[:, 0]).sum()),
        "counts": counts[:MOST_CLASSES],
        "categories": list(column.categories)[:MOST_CLASSES],
        "more_categories": max(0, len(counts) - MOST_CLASSES),
    }


def _distribution(name: str, values: Array) -> dict[str, Any]:
    known = values[~np.isnan(values)].astype(np.float64) if values.dtype.kind == "f" else values
    missing = len(values) - len(known)
    if not len(known):
        return {"name": name, "missing": missing, "low": None, "high": None, "counts": [], "edges": []}
    counts, edges = np.histogram(known, bins=_bins(known))
    return {
        "name": name,
        "missing": missing,
        "low": finite(known.min()),
        "high": finite(known.max()),
        "mean": finite(known.mean(dtype=np.float64)),
        "deviation": finite(known.std(dtype=np.float64)),
        "counts": counts.tolist(),
        "edges": [finite(edge) for edge in edges],
    }


def _bins(values: Array) -> Any:
    """Give each of a few whole numbers a bar of its own, anything else 24 bars of one width."""
    distinct = np.unique(values[: 10 * _BINS])
    span = float(values.max()) - float(values.min())
    whole = bool(np.all(distinct == np.round(distinct)))
    if whole and span < _BINS and bool(np.all(values == np.round(values))):
        return np.arange(float(values.min()) - 0.5, float(values.max()) + 1)
    return _BINS


def _labels(dataset: Dataset) -> dict[str, Any] | None:
    if dataset.y is None:
        return None
    if dataset.task != "classification":
        return {"distribution": _distribution(dataset.target_name or "target", dataset.y)}
    counts = np.bincount(dataset.y, minlength=len(dataset.class_names))
    return {
        "classes": [
            {"name": name, "samples": int(count)}
            for name, count in list(zip(dataset.class_names, counts, strict=True))[:MOST_CLASSES]
        ],
        "more_classes": max(0, len(counts) - MOST_CLASSES),
        "smallest": int(counts.min()),
        "largest": int(counts.max()),
    }


def _images(dataset: Dataset) -> dict[str, Any] | None:
    if dataset.kind != "image":
        return None
    rows = np.array(_some_of_each(dataset), dtype=np.int64)
    return {
        "sheet": image_sheet(image_bytes(dataset.x[rows])),
        "labels": [label_text(dataset, int(row)) for row in rows],
        "rows": rows.tolist(),
    }


def _some_of_each(dataset: Dataset) -> list[int]:
    """Choose the first samples of each class, class by class, so that all classes are seen."""
    if dataset.y is None or dataset.task != "classification":
        return list(range(min(MOST_IMAGES, len(dataset))))
    classes = range(min(len(dataset.class_names), MOST_IMAGES))
    each = max(1, MOST_IMAGES // max(1, len(classes)))
    return [int(row) for number in classes for row in np.flatnonzero(dataset.y == number)[:each]]


def _signals(dataset: Dataset) -> list[dict[str, Any]] | None:
    """Show samples of a signal or series as lines: one of each class, or the first three."""
    if dataset.kind not in ("signal", "series"):
        return None
    rows = list(range(min(3, len(dataset))))
    if dataset.y is not None and dataset.task == "classification":
        _, first = np.unique(dataset.y, return_index=True)
        rows = [int(row) for row in first[:6]]
    return [
        {
            "label": label_text(dataset, row),
            "row": row,
            "lines": [
                {"name": name, "values": [finite(value) for value in line]}
                for name, line in _lines_of(dataset, row)
            ],
        }
        for row in rows
    ]


def _lines_of(dataset: Dataset, row: int) -> list[tuple[str, Array]]:
    sample = dataset.x[row].reshape(dataset.x.shape[1], -1)[:512]
    names = dataset.feature_names
    return [
        (names[column] if column < len(names) else f"signal {column + 1}", sample[:, column])
        for column in range(min(sample.shape[1], 4))
    ]
