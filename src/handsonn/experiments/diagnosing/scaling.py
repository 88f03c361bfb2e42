"""Scalers as two numbers per feature, fitted on training rows: x becomes (x - offset) / divisor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.errors import UnknownName

Array = np.ndarray[Any, Any]
SCALERS = ("standard", "minmax", "divide_255")
_PICTURE_SIDE = 8


@dataclass(frozen=True, eq=False)
class Scaling:
    """offset, divisor: float32, shape () or (features,)."""

    scaler: str
    axes: tuple[int, ...] | None
    offset: Array
    divisor: Array

    def __call__(self, x: Any) -> Array:
        """Scale samples, shape (samples, ...), to float32."""
        return np.asarray((np.asarray(x, np.float64) - self.offset) / self.divisor, np.float32)

    def code(self, name: str, rows: str, others: tuple[str, ...]) -> tuple[str, ...]:
        """Write what it does to the array called `name`, fitted on `rows`, and to the others."""
        if self.scaler == "divide_255":
            return tuple(f"{array} = {array} / 255.0" for array in (name, *others))
        axis = f"axis={self.axes[0] if len(self.axes) == 1 else self.axes}" if self.axes else ""
        first, second = ("mean", "deviation") if self.scaler == "standard" else ("low", "width")
        if self.scaler == "standard":
            fitted = f"mean, deviation = {rows}.mean({axis}), {rows}.std({axis})"
        else:
            fitted = f"low, width = {rows}.min({axis}), np.ptp({rows}, {axis or 'axis=None'})"
        guarded = [f"deviation[{second} == 0] = 1.0"] if axis else []
        guarded = [line.replace("deviation[", f"{second}[") for line in guarded]
        arrays = [f"{array} = ({array} - {first}) / {second}" for array in (name, *others)]
        return (fitted, *guarded, *arrays)


def fit_scaling(scaler: str, rows: Any) -> Scaling:
    """Fit on the training rows; numbers that are not finite are left out. Raises UnknownName.

    One pair of numbers per feature (the last axis) of tables and sequences; one pair for pictures.
    """
    if scaler not in SCALERS:
        raise UnknownName("scaler", scaler, SCALERS)
    x = np.asarray(rows, np.float64)
    axes = None if _are_pictures(x) or x.ndim == 1 else tuple(range(x.ndim - 1))
    if scaler == "divide_255":
        return Scaling(scaler, axes, np.asarray(0.0), np.asarray(255.0))
    finite = np.where(np.isfinite(x), x, np.nan)
    if scaler == "standard":
        offset, divisor = np.nanmean(finite, axis=axes), np.nanstd(finite, axis=axes)
    else:
        offset = np.nanmin(finite, axis=axes)
        divisor = np.nanmax(finite, axis=axes) - offset
    return Scaling(scaler, axes, np.nan_to_num(offset), np.where(np.nan_to_num(divisor) == 0, 1.0, divisor))


def _are_pictures(x: Array) -> bool:
    """Tell whether samples are (height, width) or (height, width, channels)."""
    if x.ndim == 4:  # noqa: PLR2004 - samples, height, width, channels
        return True
    return x.ndim == 3 and min(x.shape[1:]) >= _PICTURE_SIDE and x.shape[1] == x.shape[2]  # noqa: PLR2004
