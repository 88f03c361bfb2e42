"""Samples as a page shows them: images as bytes, rows of a table as texts."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from handsonn.data.features import places_of
from handsonn.records import Array, Dataset

_CHANNELS = 4  # dimensions of (samples, height, width, channels)
_APART = 10_000  # from here on a comma stands between the thousands
_TOO_LONG = 1e12


def image_bytes(images: Array) -> Array:
    """Turn images of any number type into uint8, shape (samples, height, width[, 3]), dark to bright.

    Images whose pixels stop short of 255, such as 0 to 16, are stretched: the same factor for all of them.
    """
    if images.ndim == _CHANNELS and images.shape[-1] == 1:
        images = images[..., 0]
    low, high = float(images.min(initial=0)), float(images.max(initial=1))
    if images.dtype == np.uint8 and high > 127:  # noqa: PLR2004 - half of the range is used
        return images
    scaled: Array = ((images.astype(np.float64) - low) / (high - low or 1.0) * 255).round().astype(np.uint8)
    return scaled


def image_sheet(pixels: Array) -> dict[str, Any]:
    """Pack uint8 images into one object of JSON: sizes, and all pixels in base64."""
    count, height, width = pixels.shape[:3]
    return {
        "count": count,
        "height": height,
        "width": width,
        "channels": pixels.shape[3] if pixels.ndim == _CHANNELS else 1,
        "pixels": base64.b64encode(np.ascontiguousarray(pixels).tobytes()).decode("ascii"),
    }


def table_heads(dataset: Dataset) -> list[str]:
    """Name what `table_cells` gives: the columns as the learner wrote them, else the features."""
    return [column.name for column in dataset.columns] or list(dataset.feature_names)


def table_cells(dataset: Dataset, rows: Array) -> list[list[str]]:
    """Write these rows of a table as texts, categories by their names; "" where a value is missing."""
    if dataset.kind != "tabular":
        return []
    samples = dataset.x[rows]
    places = places_of(dataset.columns)
    if not dataset.columns:
        return [[number_text(value) for value in sample] for sample in samples]
    return [
        [
            number_text(sample[places[column.name].start])
            if column.kind == "number"
            else _category(sample[places[column.name]], column.categories)
            for column in dataset.columns
        ]
        for sample in samples
    ]


def label_text(dataset: Dataset, row: int) -> str:
    """Write the label of a sample: its class, or its value."""
    if dataset.y is None:
        return ""
    label = dataset.y[row]
    return dataset.class_names[int(label)] if dataset.task == "classification" else number_text(float(label))


def finite(value: Any) -> float | None:
    """Give a number as JSON can write it; None where it is none."""
    number = float(value)
    return number if np.isfinite(number) else None


def _category(values: Array, categories: tuple[str, ...]) -> str:
    return "" if np.isnan(values).any() else categories[int(values.argmax())]


def number_text(value: Any) -> str:
    """Write a number in full: 1,309,490, and 1900 for a year, so thousands stand apart from 10,000 on."""
    number = float(value)
    size = abs(number)
    if np.isnan(number):
        return ""
    if size >= _TOO_LONG or 0 < size < 1e-4 or size < _APART:  # noqa: PLR2004 - 0.0001 is still readable
        return f"{number:.6g}"
    return f"{number:,.0f}" if number.is_integer() or size >= 10 * _APART else f"{number:,.6g}"
