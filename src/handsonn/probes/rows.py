"""Rows in common: repeated, contradicting, shared by training and validation, exactly or nearly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from handsonn.probes.labels import class_codes
from handsonn.probes.moments import Moments
from handsonn.probes.row_codes import row_codes
from handsonn.probes.telling import TellingFacts, telling_facts
from handsonn.records import Array, RowFacts

_DIGITS = 1e-3  # of a feature's deviation
_KEYS = 16
_CHANCE = 0.01
_FEW = 4


def row_facts(
    x: Sequence[Array],
    y: Array | None,
    found: Sequence[Moments],
    validation_x: Sequence[Array] = (),
    *,
    seed: int = 0,
) -> RowFacts | None:
    """Compare rows. x: training arrays of numbers, each of shape (samples, ...); found: their moments.

    All rows are hashed; trees and neighbours see at most 4,000 and 2,000 of them, drawn by the seed.
    None where there are fewer than 4 rows.
    """
    if not x or len(x[0]) < _FEW:
        return None
    dtypes = [_dtype_for(place, x, validation_x) for place in range(len(x))]
    codes = row_codes(x, dtypes)
    _, group, counts = np.unique(codes, return_inverse=True, return_counts=True)
    repeated = float(np.mean(counts[group] > 1))
    shared = nearly = None
    if _are_comparable(x, validation_x):
        same = np.isin(row_codes(validation_x, dtypes), codes)
        shared = float(np.mean(same))
        nearly = max(shared, _nearly(x[0], validation_x[0], found[0], same, repeated=repeated))
    told = telling_facts(x, y, seed=seed) if y is not None else TellingFacts()
    return RowFacts(
        repeated=repeated,
        contradicting=_contradicting(group, len(counts), y),
        shared=shared,
        nearly_shared=nearly,
        telling_feature=told.feature,
        telling_score=told.score,
        next_score=told.next_score,
        guess_score=told.guess,
        all_score=told.all_score,
        neighbours_agree=told.neighbours_agree,
    )


def _dtype_for(place: int, x: Sequence[Array], other: Sequence[Array]) -> np.dtype[np.generic]:
    own = x[place].dtype
    same = place >= len(other) or other[place].dtype == own
    return own if same else np.dtype(np.float64)


def _contradicting(group: Array, groups: int, y: Array | None) -> float:
    """Give the share of rows in a group of equal rows whose labels differ."""
    known = class_codes(y)
    if known is None:
        return 0.0
    labels = known[0]
    low, high = np.full(groups, np.iinfo(np.int64).max), np.full(groups, -1)
    np.minimum.at(low, group, labels)
    np.maximum.at(high, group, labels)
    return float(np.mean((low != high)[group]))


def _are_comparable(x: Sequence[Array], other: Sequence[Array]) -> bool:
    if len(other) != len(x) or not len(other[0]):
        return False
    return all(a.shape[1:] == b.shape[1:] for a, b in zip(x, other, strict=True))


def _nearly(train: Array, other: Array, found: Moments, same: Array, *, repeated: float) -> float:
    """Give the share of rows that equal a training row to a thousandth of each feature's deviation.

    A few features make the key by which pairs are found, then all are compared. Where training rows
    coincide so by chance, as with one feature, nothing can be told: 0.
    """
    unit = np.broadcast_to(found.deviation, train.shape[1:]).reshape(-1) * _DIGITS
    unit = np.where(unit > 0, unit, np.inf)  # a constant feature tells no rows apart
    keys = np.flatnonzero(np.isfinite(unit))
    if not len(keys):
        return 0.0
    keys = keys[np.linspace(0, len(keys) - 1, min(_KEYS, len(keys))).astype(int)]
    rows, others = train.reshape(len(train), -1), other.reshape(len(other), -1)
    known = _keys(rows[:, keys], unit[keys])
    _, first, counts = np.unique(known, return_index=True, return_counts=True)
    if counts[counts > 1].sum() / len(known) > repeated + _CHANCE:
        return 0.0
    sorted_codes = known[first]
    wanted = _keys(others[:, keys], unit[keys])
    place = np.minimum(np.searchsorted(sorted_codes, wanted), len(sorted_codes) - 1)
    candidates = np.flatnonzero((sorted_codes[place] == wanted) & ~same)
    pairs = first[place[candidates]]
    apart = np.abs(rows[pairs].astype(np.float64) - others[candidates].astype(np.float64))
    near = np.all(apart <= np.where(np.isfinite(unit), unit, 0.0) + 1e-12, axis=1)
    return float((np.count_nonzero(near) + np.count_nonzero(same)) / len(others))


def _keys(numbers: Array, unit: Array) -> Array:
    with np.errstate(invalid="ignore", over="ignore"):
        rounded = np.nan_to_num(np.rint(numbers.astype(np.float64) / unit))
    return row_codes([rounded], [rounded.dtype])
