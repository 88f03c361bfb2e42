"""Scalers: what scikit-learn's learn from the training rows alone, as one multiplication and addition.

A table has a scale per feature, an image one per channel (a grey image one for all pixels), a window of a
series one per variable, a signal one for the whole signal, so that its shape survives. Targets of a
regression are not scaled: errors stay in the target's own unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from handsonn.errors import UnknownName
from handsonn.records import Array, Kind

ScalerName = Literal["none", "minmax", "standard", "normalization"]
_BLOCK_VALUES = 4_000_000  # 32 MB as float64
_CONSTANT = 10 * np.finfo(np.float64).eps  # MinMaxScaler leaves a feature alone that varies by less


@dataclass(frozen=True)
class Scaler:
    """How to fit: `fit(blocks)` returns multiply and add, float64, shape (columns,)."""

    name: ScalerName
    title: str
    fit: Callable[[Iterator[Array]], tuple[Array, Array]] | None


def _fit_minmax(blocks: Iterator[Array]) -> tuple[Array, Array]:
    """Compute what MinMaxScaler computes, bit for bit: importing it takes longer than a lab's training."""
    extremes = [(np.nanmin(block, axis=0), np.nanmax(block, axis=0)) for block in blocks]
    low = np.min([lowest for lowest, _ in extremes], axis=0)
    span = np.max([highest for _, highest in extremes], axis=0) - low
    multiply = 1.0 / np.where(span < _CONSTANT, 1.0, span)
    return multiply, 0.0 - low * multiply


def _fit_standard(blocks: Iterator[Array]) -> tuple[Array, Array]:
    from sklearn.preprocessing import StandardScaler

    scaler = _fitted(StandardScaler(), blocks)
    multiply = 1.0 / np.asarray(scaler.scale_, np.float64)
    return multiply, -np.asarray(scaler.mean_, np.float64) * multiply


def _fitted(scaler: Any, blocks: Iterator[Array]) -> Any:
    for block in blocks:
        scaler.partial_fit(block)
    return scaler


SCALERS: dict[str, Scaler] = {
    each.name: each
    for each in (
        Scaler("none", "values as they are", None),
        Scaler("minmax", "from 0 to 1 over the training rows (MinMaxScaler)", _fit_minmax),
        Scaler("standard", "mean 0 and deviation 1 over the training rows (StandardScaler)", _fit_standard),
        Scaler(
            "normalization", "a Keras Normalization layer in the model, adapted to the training rows", None
        ),
    )
}


def find_scaler(name: str) -> Scaler:
    """Look a scaler up. Raises UnknownName."""
    if name not in SCALERS:
        raise UnknownName("scaler", str(name), SCALERS)
    return SCALERS[name]


def fit_scaler(name: str, x: Array, kind: Kind, *, fill_values: Array | None = None) -> tuple[Array, Array]:
    """Learn multiply and add from training samples x, shape (samples, ...).

    fill_values: put where x is NaN, shape (features,). Returns float64 arrays of shape (features,) for
    tables, (3,) for colour images, (variables,) for series, () for anything else. A constant feature becomes
    0 with both scalers.
    """
    scaler = find_scaler(name)
    shape = scale_shape(x.shape[1:], kind)
    if scaler.fit is None:
        return np.ones(shape), np.zeros(shape)
    multiply, add = scaler.fit(_blocks(x, shape, fill_values))
    return multiply.reshape(shape), add.reshape(shape)


def scale_shape(sample_shape: tuple[int, ...], kind: Kind) -> tuple[int, ...]:
    """Tell the shape of multiply and add."""
    if kind == "tabular":
        return sample_shape
    colour = kind == "image" and len(sample_shape) == 3  # noqa: PLR2004 - height, width, channels
    variables = kind == "series" and len(sample_shape) == 2  # noqa: PLR2004 - steps, variables
    return (sample_shape[-1],) if colour or variables else ()


def _blocks(x: Array, shape: tuple[int, ...], fill_values: Array | None) -> Iterator[Array]:
    """Yield x as float64 in blocks of shape (values, columns), without copying all of it."""
    columns = int(np.prod(shape))
    step = max(1, _BLOCK_VALUES // max(1, x[0].size))
    for start in range(0, len(x), step):
        block = x[start : start + step].astype(np.float64)
        if fill_values is not None:
            block = np.where(np.isnan(block), fill_values, block)
        yield block.reshape(-1, columns)
