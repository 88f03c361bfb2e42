"""A surface over two parameters, such as a slice of the loss, and the ways of optimizers down it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from handsonn.course.pictures.picture import Axis, Picture
from handsonn.errors import UsageError

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Trail:
    """A way over the surface. x, y: shape (steps,); it ends where they stop being finite.

    name: "" keeps it out of the legend. colour: one of curves.COLOURS. style: "solid" or "dashed".
    """

    name: str
    x: Array
    y: Array
    colour: str = "orange"
    style: str = "solid"


@dataclass(frozen=True, kw_only=True)
class Surface(Picture):
    """Values over a plane, with lines of equal value and trails on them.

    values: shape (rows, columns), row 0 at y.low and column 0 at x.low; what is not finite stays blank, and
    so does what is not positive on a logarithmic scale. value: its name, where its colours start and end,
    and whether equal factors take equal steps of colour. trails: each with a disc at its start and a square
    at its end. steps: how many lines of equal value. sets: the setting that a click sets to [x, y], or "".
    Raises UsageError where values have another shape or an axis lacks low or high.
    """

    kind: ClassVar[str] = "surface"
    values: Array
    x: Axis
    y: Axis
    value: Axis
    trails: tuple[Trail, ...] = ()
    steps: int = 9
    sets: str = ""
    height: int = 340

    def __post_init__(self) -> None:
        """Hold the values and axes against what is drawn."""
        if self.values.ndim != 2:  # noqa: PLR2004 - rows, columns
            raise UsageError(f"a surface needs values of shape (rows, columns), not {self.values.shape}.")
        if None in {self.x.low, self.x.high, self.y.low, self.y.high}:
            raise UsageError("a surface needs low and high on both axes: they tell where its edges lie.")
