"""How much of the new rows lies outside the range of the training rows."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

import handsonn as hn
from handsonn.course.chapters.ch10_neural_networks.experiments.new_rows import rows_of

Array = np.ndarray[Any, Any]
ROUNDING = 1e-9


@cache
def outside_shares(data: str, count: int, splits: range) -> tuple[Array, Array]:
    """Give the shares outside 0..1 after MinMaxScaler, per split: of all new values, and of rows with at least one."""
    from sklearn.preprocessing import MinMaxScaler

    x, values, rows = hn.load(data).x.astype(np.float64), [], []
    for seed in splits:
        train, new = rows_of(data, count, seed)
        new_x = MinMaxScaler().fit(x[train]).transform(x[new])
        beyond = (new_x < -ROUNDING) | (new_x > 1 + ROUNDING)
        values.append(beyond.mean())
        rows.append(beyond.any(axis=1).mean())
    return np.array(values), np.array(rows)
