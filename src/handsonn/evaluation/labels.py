"""Labels as an evaluation needs them: one per prediction, none missing."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.errors import DataError
from handsonn.records import Array


def class_labels(y: Any, samples: int, num_classes: int, what: str = "labels") -> Array:
    """Read labels as class numbers, int64, shape (samples,). One-hot rows become their class number.

    Raises DataError for a wrong length, a missing label, or a number that is no class.
    """
    labels = np.asarray(y)
    if labels.ndim == 2 and labels.shape[1] == num_classes and num_classes > 1:  # noqa: PLR2004
        _refuse_missing(labels, what)
        labels = labels.argmax(axis=1)
    labels = _one_per_sample(labels, samples, what)
    wrong = (labels != np.floor(labels)) | (labels < 0) | (labels >= num_classes)
    if wrong.any():
        row = int(wrong.argmax())
        raise DataError(
            f"row {row} of the {what} is {labels[row]:g}; expected a class number from 0 to "
            f"{num_classes - 1}, because the network knows {num_classes} classes."
        )
    return labels.astype(np.int64)


def target_values(y: Any, samples: int, what: str = "targets") -> Array:
    """Read targets as float64, shape (samples,). Raises DataError for a wrong length or a missing value."""
    return _one_per_sample(np.asarray(y), samples, what)


def _one_per_sample(labels: Array, samples: int, what: str) -> Array:
    if labels.dtype.kind not in "biuf":
        raise DataError(f"the {what} hold {labels.dtype}, not numbers; give class numbers or target values.")
    if labels.ndim == 2 and labels.shape[1] == 1:  # noqa: PLR2004
        labels = labels[:, 0]
    if labels.ndim != 1:
        raise DataError(f"the {what} have the shape {labels.shape}; expected one per sample: ({samples},).")
    if len(labels) == 0:
        raise DataError(f"there are no {what}; leave the argument out when there are none.")
    if len(labels) != samples:
        raise DataError(f"there are {samples} predictions but {len(labels)} {what}; give one per sample.")
    _refuse_missing(labels, what)
    return labels.astype(np.float64)


def _refuse_missing(labels: Array, what: str) -> None:
    missing = ~np.isfinite(labels.astype(np.float64)).reshape(len(labels), -1).all(axis=1)
    if missing.any():
        raise DataError(
            f"{int(missing.sum())} of {len(labels)} {what} are missing or infinite (the first in row "
            f"{int(missing.argmax())}); leave those rows out, or evaluate without labels."
        )
