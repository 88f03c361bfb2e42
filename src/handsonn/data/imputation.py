"""What is put where a value is missing: learnt from the training rows alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from handsonn.data.features import places_of
from handsonn.errors import DataError
from handsonn.records import Array, Column, Missing


def _most_frequent(values: Array) -> float:
    distinct, counts = np.unique(values, return_counts=True)
    return float(distinct[np.argmax(counts)])


STATISTICS: dict[str, Callable[[Array], float]] = {
    "mean": lambda values: float(np.mean(values, dtype=np.float64)),
    "median": lambda values: float(np.median(values)),
    "most_frequent": _most_frequent,
}


def fit_fill_values(
    x: Array, missing: Missing, columns: Sequence[Column] = (), feature_names: Sequence[str] = ()
) -> tuple[float, ...]:
    """Learn one value per feature from training samples x, shape (samples, features).

    A number column takes the statistic that `missing` names; a category always its most frequent value,
    since half of one category and half of another is none. Raises DataError for a feature that has no value
    in any training row.
    """
    empty = np.isnan(x).all(axis=0)
    if empty.any():
        at = int(np.argmax(empty))
        name = repr(feature_names[at]) if feature_names else at
        raise DataError(
            f"feature {name} has no value in any training row, so nothing tells how to fill its gaps; "
            "remove the column, or train on more rows."
        )
    statistic = STATISTICS[missing]
    fills = [0.0] * x.shape[1]
    places = places_of(columns)
    categories = [places[column.name] for column in columns if column.kind == "category"]
    for place in categories:
        totals = np.nansum(x[:, place], axis=0)
        fills[place.start + int(np.argmax(totals))] = 1.0
    encoded = {feature for place in categories for feature in range(place.start, place.stop)}
    for feature in range(x.shape[1]):
        if feature not in encoded:
            values = x[:, feature]
            fills[feature] = statistic(values[~np.isnan(values)])
    return tuple(fills)
