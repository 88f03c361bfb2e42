"""Minimum, maximum, mean and deviation of each feature, in one pass over blocks that fit the cache."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from handsonn.records import Array

_BLOCK = 1 << 16  # numbers: half a megabyte as float64, so that a block's five passes stay in the cache
_TOGETHER = 32  # so many blocks are merged at once
_SAFE = 1e150
"""Beyond it, squares may overflow."""
_TINY = 1e-300
_WIDE = 64  # narrower rows are laid side by side: NumPy reduces over long rows, and is slow over short ones


@dataclass(frozen=True, eq=False)
class Moments:
    """Moments of the finite numbers, each by feature: float64, shape (features,).

    deviation: of the population. whole: is every finite number a whole one?
    """

    count: Array
    minimum: Array
    maximum: Array
    mean: Array
    deviation: Array
    nan: int = 0
    infinite: int = 0
    whole: bool = True

    def together(self) -> Moments:
        """Give the moments over all features, as one feature."""
        return joined_features(self, 1)


def moments(array: Array) -> Moments:
    """Compute the moments by feature (last axis; of shape (samples,) one feature).

    array: booleans, integers or floats, shape (samples, ...), or a SciPy CSR matrix. Blocks are merged as in
    Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances"
    (1979). Squares are taken of scaled numbers, so that none overflows.
    """
    width = _width(array)
    if _is_dense(array) and array.size == 0:
        return _empty(width)
    whole_type = array.dtype.kind in "bui"
    room = np.empty((2, max(_BLOCK, math.prod(array.shape[1:]))))
    parts: dict[int, list[Moments]] = {}
    whole = True
    for block, repeats in _blocks(array, width):
        numbers, apart = (part[: block.size].reshape(block.shape) for part in room)
        np.copyto(numbers, block, casting="unsafe")
        part = _block_moments(numbers, apart)
        whole = whole and (whole_type or _is_whole(numbers, part))
        side_by_side = parts.setdefault(repeats, [])
        side_by_side.append(part)
        if len(side_by_side) == _TOGETHER:
            parts[repeats] = [merged(*side_by_side)]
    if not parts:
        return _empty(width)
    ends = [_joined(merged(*several), repeats) for repeats, several in parts.items()]
    return replace(merged(*ends), whole=whole)


def _joined(found: Moments, repeats: int) -> Moments:
    return joined_features(found, repeats) if repeats > 1 else found


def _block_moments(numbers: Array, apart: Array) -> Moments:
    """Give the moments of one block. numbers: float64, shape (rows, features); apart: room for as many."""
    rows = len(numbers)
    minimum, maximum = numbers.min(axis=0), numbers.max(axis=0)
    largest = max(-float(minimum.min()), float(maximum.max()))  # NaN or infinite where any number is
    if not -_SAFE < largest < _SAFE or not np.isfinite(minimum).all() or not np.isfinite(maximum).all():
        return _with_gaps(numbers)
    mean = numbers.sum(axis=0) / rows
    np.subtract(numbers, mean, out=apart)
    deviation = np.sqrt(np.einsum("ij,ij->j", apart, apart) / rows)
    return Moments(np.full(len(mean), float(rows)), minimum, maximum, mean, deviation)


def _with_gaps(numbers: Array) -> Moments:
    """Take the slow way: some numbers are not finite, or their squares would not be."""
    finite = np.isfinite(numbers)
    count = finite.sum(axis=0).astype(np.float64)
    several = np.maximum(count, 1.0)
    known = np.where(finite, numbers, 0.0)
    unit = np.maximum(np.abs(known).max(axis=0), _TINY)
    scaled = known / unit
    mean = scaled.sum(axis=0) / several
    apart = np.where(finite, scaled - mean, 0.0)
    nan = int(np.isnan(numbers).sum())
    return Moments(
        count,
        np.where(finite, numbers, np.inf).min(axis=0),
        np.where(finite, numbers, -np.inf).max(axis=0),
        mean * unit,
        np.sqrt(np.einsum("ij,ij->j", apart, apart) / several) * unit,
        nan,
        int(numbers.size - finite.sum()) - nan,
    )


def _is_whole(numbers: Array, part: Moments) -> bool:
    if part.nan or part.infinite:
        numbers = numbers[np.isfinite(numbers)]
    # Most fractions give themselves away among the first numbers.
    start = numbers.reshape(-1)[:64]
    return bool(np.all(np.trunc(start) == start) and np.all(np.trunc(numbers) == numbers))


def merged(*parts: Moments) -> Moments:
    """Give the moments of several sets of samples together."""
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    rest = Moments(
        first.count,
        np.minimum.reduce([part.minimum for part in parts]),
        np.maximum.reduce([part.maximum for part in parts]),
        first.mean,
        first.deviation,
        sum(part.nan for part in parts),
        sum(part.infinite for part in parts),
        all(part.whole for part in parts),
    )
    count, mean, deviation = (
        np.stack([getattr(part, name) for part in parts]) for name in ("count", "mean", "deviation")
    )
    return _merge(count, mean, deviation, rest)


def joined_features(found: Moments, groups: int) -> Moments:
    """Merge features that lie side by side: feature j of the result is all j, j + k, j + 2k, ...

    groups: into how many copies the features fall; 1 merges all of them into one feature.
    """
    width = 1 if groups == 1 else len(found.mean) // groups
    if not len(found.mean):
        return _empty(1)
    return _merge(
        found.count.reshape(-1, width),
        found.mean.reshape(-1, width),
        found.deviation.reshape(-1, width),
        replace(
            found,
            minimum=found.minimum.reshape(-1, width).min(axis=0),
            maximum=found.maximum.reshape(-1, width).max(axis=0),
        ),
    )


def _merge(count: Array, mean: Array, deviation: Array, rest: Moments) -> Moments:
    """Merge the rows of (parts, features) into one; distances are scaled before they are squared."""
    total = count.sum(axis=0)
    share = np.divide(count, total, out=np.zeros_like(count), where=total > 0)
    middle = (share * mean).sum(axis=0)
    apart = np.where(count > 0, mean - middle, 0.0)
    unit = np.maximum(np.maximum(np.abs(apart).max(axis=0), deviation.max(axis=0)), _TINY)
    squares = (share * ((apart / unit) ** 2 + (deviation / unit) ** 2)).sum(axis=0)
    return replace(rest, count=total, mean=middle, deviation=unit * np.sqrt(squares))


def _blocks(array: Any, width: int) -> Iterator[tuple[Array, int]]:
    """Give blocks of shape (rows, features * repeats) with the number of repeats."""
    if not _is_dense(array):
        step = max(1, _BLOCK // width)
        for start in range(0, array.shape[0], step):
            yield array[start : start + step].toarray(), 1
        return
    array = array.reshape(1) if array.ndim == 0 else array
    samples = len(array)
    per_sample = max(1, array.size // max(1, samples))
    step = max(1, _BLOCK // per_sample)
    for start in range(0, samples, step):
        flat = np.ascontiguousarray(array[start : start + step]).reshape(-1)
        repeats = 1 if width >= _WIDE else min(_WIDE // width, len(flat) // width)
        whole = len(flat) // (width * repeats) * (width * repeats)
        yield flat[:whole].reshape(-1, width * repeats), repeats
        if whole < len(flat):
            yield flat[whole:].reshape(-1, width), 1


def _is_dense(array: Array) -> bool:
    return isinstance(array, np.ndarray)


def _width(array: Array) -> int:
    return int(array.shape[-1]) if len(array.shape) > 1 else 1


def _empty(width: int) -> Moments:
    nothing = np.zeros(width)
    return Moments(nothing, nothing + np.inf, nothing - np.inf, nothing, nothing)
