"""Plain x and y arrays to a Dataset: images, tables of numbers or signals, by their shape and values."""

from __future__ import annotations

import numpy as np

from handsonn.data.checks import check_classes, check_finite, check_lengths, check_numbers
from handsonn.data.columns import RawColumn
from handsonn.data.target import encode_target
from handsonn.errors import DataError
from handsonn.records import Array, Dataset, Kind, Missing, Task

_GREY, _COLOUR = 3, 4  # dimensions of (samples, height, width) and (samples, height, width, channels)
_MOST_DIMENSIONS = 4
_LARGEST_PIXEL = 255


def dataset_from_arrays(
    name: str,
    x: Array,
    y: Array | None,
    *,
    source: str = "",
    missing: Missing = "refuse",
    task: Task | None = None,
    test_rows: int = 0,
) -> Dataset:
    """Make a Dataset of arrays.

    x: (samples,) or (samples, features): a table; whole numbers from 0 to 255 in three dimensions or, with
    one or three channels, in four: images; any other three or four dimensions: signals.
    y: (samples,), (samples, 1) or one-hot (samples, classes); None for unlabelled samples.
    Raises DataError for anything that cannot be learnt from.
    """
    source = source or name
    features, kind = as_samples(source, x)
    check_finite(source, "x", features, gaps_allowed=missing != "refuse")
    if features.dtype.kind == "f":
        _refuse_empty_features(source, features)
    labels, note = (None, "") if y is None else as_labels(source, y)
    check_lengths(source, features, labels)
    class_names: tuple[str, ...] = ()
    if labels is None:
        task = "unlabelled"
    else:
        labels, task, class_names = encode_target(source, RawColumn("y", labels), task)
    if task == "classification" and labels is not None and test_rows:
        check_classes(source, labels[:-test_rows])
    return Dataset(
        name=name,
        x=features,
        y=labels,
        task=task,
        kind=kind,
        feature_names=tuple(f"x{i}" for i in range(features.shape[1])) if kind == "tabular" else (),
        class_names=class_names,
        target_name="" if labels is None else "y",
        missing=missing,
        test_rows=test_rows,
        source=source,
        note=note,
    )


def as_samples(source: str, x: Array) -> tuple[Array, Kind]:
    """Return x as the dtype and shape that a Dataset promises, and what it is."""
    x = check_numbers(source, "x", x)
    if x.ndim > _MOST_DIMENSIONS:
        raise DataError(
            f"{source}: x has shape {x.shape}; expected (samples, features), (samples, height, width) or "
            "(samples, height, width, 3)."
        )
    if x.ndim < _GREY:
        return _to_float32(source, x.reshape(len(x), -1)), "tabular"
    if not _are_pixels(x):
        return _to_float32(source, x), "signal"
    if x.ndim == _COLOUR and x.shape[-1] == 1:
        x = x[..., 0]
    if x.ndim == _COLOUR and x.shape[-1] != 3:  # noqa: PLR2004 - red, green, blue
        raise DataError(
            f"{source}: x has shape {x.shape}, images of {x.shape[-1]} channels; expected 1 (grey) or 3 "
            "(colour)."
        )
    return x.astype(np.uint8), "image"


def _are_pixels(x: Array) -> bool:
    if x.dtype == np.uint8:
        return True
    if x.dtype.kind not in "iu":
        return False
    return bool(x.min() >= 0 and x.max() <= _LARGEST_PIXEL)


def _to_float32(source: str, x: Array) -> Array:
    if x.dtype.kind == "f":  # before the cast turns a large number into Inf
        check_finite(source, "x", x, gaps_allowed=True)
    return x.astype(np.float32)


def _refuse_empty_features(source: str, x: Array) -> None:
    gaps = np.isnan(x).reshape(len(x), -1).all(axis=0)
    if gaps.any():
        raise DataError(
            f"{source}: feature {int(np.argmax(gaps))} of x is missing in every sample; remove it."
        )


def as_labels(source: str, y: Array) -> tuple[Array, str]:
    """Return y as float64, shape (samples,), and a note where it was one-hot. Missing labels are refused."""
    y = check_numbers(source, "y", y)
    note = ""
    if y.ndim == 2 and y.shape[1] > 1:  # noqa: PLR2004 - (samples, classes)
        if not (np.isin(y, (0, 1)).all() and (y.sum(axis=1) == 1).all()):
            raise DataError(
                f"{source}: y has shape {y.shape} and is not one-hot (one 1 and zeros in each row); "
                "expected one label per sample, shape (samples,)."
            )
        note = f"one-hot labels of {y.shape[1]} classes read as class numbers"
        y = y.argmax(axis=1)
    if y.ndim > 1 and y.shape[1:] != (1,):
        raise DataError(f"{source}: y has shape {y.shape}; expected one label per sample, shape (samples,).")
    y = y.reshape(-1)
    check_finite(source, "y", y)
    return y.astype(np.float64), note
