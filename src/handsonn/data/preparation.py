"""Raw features to the network's input: gaps filled and values scaled with what the training rows taught."""

from __future__ import annotations

import math

import numpy as np

from handsonn.data.checks import check_finite, check_numbers
from handsonn.data.imputation import fit_fill_values
from handsonn.data.matching import check_shape
from handsonn.data.scalers import find_scaler, fit_scaler
from handsonn.errors import DataError
from handsonn.records import Array, Dataset, Preparation

_BLOCK_VALUES = 4_000_000  # 32 MB as float64
_ALIGNMENT = 64  # bytes: XLA reads an array that begins so where it lies, and copies any other


def fit_preparation(dataset: Dataset, rows: Array, scaler: str = "minmax") -> Preparation:
    """Learn fill values and scale from these rows of the data set alone. Raises UnknownName, DataError."""
    name = find_scaler(scaler).name
    x = dataset.x[rows]
    may_fill = dataset.missing != "refuse"
    check_finite(dataset.name, "x", x, feature_names=dataset.feature_names, gaps_allowed=may_fill)
    fills: tuple[float, ...] = ()
    if may_fill:
        if x.ndim != 2:  # noqa: PLR2004 - (samples, features)
            raise DataError(
                f"{dataset.name}: missing={dataset.missing!r} fills the features of a table, but its "
                f"samples have shape {x.shape[1:]}; use missing='refuse'."
            )
        fills = fit_fill_values(x, dataset.missing, dataset.columns, dataset.feature_names)
    multiply, add = fit_scaler(name, x, dataset.kind, fill_values=np.array(fills) if fills else None)
    return Preparation(
        task=dataset.task,
        kind=dataset.kind,
        sample_shape=x.shape[1:],
        scaler=name,
        multiply=multiply,
        add=add,
        feature_names=dataset.feature_names,
        columns=dataset.columns,
        class_names=dataset.class_names,
        target_name=dataset.target_name,
        missing=dataset.missing,
        fill_values=fills,
    )


def prepare(preparation: Preparation, x: Array) -> Array:
    """Apply a preparation to raw samples: float32, same shape as x.

    x: shape (samples, *preparation.sample_shape). The arithmetic is float64, rounded once at the end.
    Raises DataError for another shape, Inf, or a gap that the preparation has no value for.
    """
    x = check_numbers("the samples", "x", x)
    check_shape("the samples", x, preparation)
    fills = np.array(preparation.fill_values) if preparation.fill_values else None
    check_finite(
        "the samples", "x", x, feature_names=preparation.feature_names, gaps_allowed=fills is not None
    )
    prepared = _aligned(x.shape)
    step = max(1, _BLOCK_VALUES // x[0].size)
    for start in range(0, len(x), step):
        block = x[start : start + step].astype(np.float64)
        if fills is not None:
            block = np.where(np.isnan(block), fills, block)
        prepared[start : start + step] = block * preparation.multiply + preparation.add
    return prepared


def _aligned(shape: tuple[int, ...]) -> Array:
    """Make an uninitialised float32 array that training can read without a copy of hundreds of megabytes."""
    size = 4 * math.prod(shape)
    memory = np.empty(size + _ALIGNMENT, np.uint8)
    start = -memory.ctypes.data % _ALIGNMENT
    return memory[start : start + size].view(np.float32).reshape(shape)
