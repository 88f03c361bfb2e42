"""Curves with bands: one value over another, a band for the spread between seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from handsonn.course.pictures.picture import Axis, Picture

Array = np.ndarray[Any, Any]
COLOURS = ("blue", "orange", "green", "purple", "ink", "quiet")


@dataclass(frozen=True)
class Line:
    """One line. x, y: shape (points,). low, high: the band's edges, same shape, or None.

    colour: one of COLOURS. style: "solid", "dashed", "dots" (points without a line) or "thin"
    (one of many). name: what the legend and a screen reader call it ("" : neither names it).
    """

    name: str
    x: Array
    y: Array
    low: Array | None = None
    high: Array | None = None
    colour: str = "blue"
    style: str = "solid"


@dataclass(frozen=True)
class Mark:
    """A vertical line with a word, such as the epoch where early stopping stopped."""

    x: float
    name: str


@dataclass(frozen=True, kw_only=True)
class Curves(Picture):
    """Lines over a common axis. sets: the setting that a click on the picture sets to its x, or ""."""

    kind: ClassVar[str] = "curves"
    x: Axis
    y: Axis
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...] = ()
    sets: str = ""


def band(name: str, x: Sequence[float] | Array, values: Array, *, colour: str = "blue", **look: Any) -> Line:
    """Make a line of the median over seeds, with a band from the lowest to the highest seed.

    values: shape (seeds, points).
    """
    values = np.asarray(values, dtype=np.float64)
    return Line(
        name, np.asarray(x), np.median(values, axis=0), values.min(axis=0), values.max(axis=0), colour, **look
    )
