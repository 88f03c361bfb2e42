"""Training rows and new ones of a data set, drawn by a split's seed; new ones may have changed."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

import handsonn as hn

NEW_ROWS = 60
OUTLIER_FACTOR = 1000
SHIFT = 2
Array = np.ndarray[Any, Any]


def rows_of(data: str, count: int, seed: int) -> tuple[Array, Array]:
    """Draw the row numbers of `count` training samples and of NEW_ROWS others, the former stratified by class."""
    train, rest = _drawn(data, count, seed)
    return train, rest[:NEW_ROWS]


def fresh_rows_of(data: str, count: int, seed: int) -> Array:
    """Give the row numbers of all samples that rows_of leaves over: no training and no scaler has seen them."""
    return _drawn(data, count, seed)[1][NEW_ROWS:]


@cache
def _drawn(data: str, count: int, seed: int) -> tuple[Array, Array]:
    from sklearn.model_selection import train_test_split

    labels = hn.load(data).y
    assert labels is not None
    train, rest = train_test_split(
        np.arange(len(labels)), train_size=count, stratify=labels, random_state=seed
    )
    return train, rest


def changed(x: Array, new: Array, case: str) -> Array:
    """Leave the new rows as they are, put the first of them in a wrong unit, or shift all.

    x: all rows, shape (samples, features), for the standard deviations. case: "alike", "one outlier", "shifted".
    """
    if case == "one outlier":
        return np.vstack([new[:1] * OUTLIER_FACTOR, new[1:]])
    return new + SHIFT * x.std(axis=0) if case == "shifted" else new


def widest_feature(data: str) -> tuple[int, str]:
    """Give the index and the name of the feature with the largest range."""
    samples = hn.load(data)
    widest = int(np.ptp(samples.x, axis=0).argmax())
    return widest, samples.feature_names[widest]
