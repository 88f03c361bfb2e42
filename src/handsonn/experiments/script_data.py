"""data.npz: the split's samples, for the script that reproduces a run without handsonn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from handsonn.experiments.prepared_data import PreparedData
from handsonn.records import Array, Samples

_MOST_BYTES_BESIDE = 8_000_000


def raw_images(data: PreparedData) -> bool:
    """Say whether the script's data are the images as they came, which are a quarter of float32's size."""
    split = data.split
    given = (split.validation is not None and split.validation_rows is None) or (
        split.test is not None and split.test_rows is None
    )
    return data.dataset.x.dtype == np.uint8 and not given


def script_arrays(data: PreparedData) -> dict[str, Array]:
    """Name the arrays of the training and validation samples: raw images (uint8), or prepared float32."""
    split, arrays = data.split, {}
    raw = raw_images(data)
    parts: tuple[tuple[str, Samples | None, Any], ...] = (
        ("train", split.train, split.train_rows),
        ("validation", split.validation, split.validation_rows),
        ("test", split.test, split.test_rows),
    )
    for name, samples, rows in parts:
        if samples is None or samples.y is None:
            continue
        arrays[f"x_{name}"] = data.dataset.x[rows] if raw else samples.x
        arrays[f"y_{name}"] = samples.y
    return arrays


def fits_beside(data: PreparedData) -> bool:
    """Say whether the arrays are small enough to lie in every run's folder."""
    return sum(array.nbytes for array in script_arrays(data).values()) <= _MOST_BYTES_BESIDE


def write_data(data: PreparedData, path: Path) -> None:
    """Write the arrays into this .npz file. Raises OSError as the disk gives it."""
    arrays: dict[str, Any] = script_arrays(data)
    np.savez_compressed(path, **arrays)
