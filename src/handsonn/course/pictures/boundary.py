"""A field over two features: what a network says everywhere, with the samples on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from handsonn.course.pictures.picture import Axis, Picture
from handsonn.errors import UsageError

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True)
class Boundary(Picture):
    """A network's output over a plane.

    field: shape (rows, columns) or (frames, rows, columns), floats or uint8 (0 to 255 are then 0 to 1). Row 0
    lies at y.low and column 0 at x.low, as np.meshgrid gives them; x and y need low and high.
    frame_names: one per frame, such as "epoch 3"; the page has a slider and a play button for the frames.
    points: shape (n, 2), drawn on the field. labels: shape (n,), 0 or 1 for classes, values otherwise.
    held_out: shape (n,), booleans: samples that were not trained on, drawn hollow; None: none was.
    classes: the names of class 0 (orange) and class 1 (blue); (): the field holds values from low to high.
    value: what the field holds, for the legend. sets: the setting that a click on the plane sets to [x, y],
    or "". Raises UsageError where shapes do not fit one another.
    """

    kind: ClassVar[str] = "boundary"
    field: Array
    x: Axis
    y: Axis
    frame_names: tuple[str, ...] = ()
    points: Array | None = None
    labels: Array | None = None
    held_out: Array | None = None
    classes: tuple[str, ...] = ("class 0", "class 1")
    low: float = 0.0
    high: float = 1.0
    value: str = "probability"
    sets: str = ""
    height: int = 340

    def __post_init__(self) -> None:
        """Hold frames, points and labels against one another."""
        stacked = self.field.ndim == 3  # noqa: PLR2004 - frames, rows, columns
        if not stacked and self.field.ndim != 2:  # noqa: PLR2004 - rows, columns
            raise UsageError(
                f"a field needs the shape (rows, columns) or (frames, rows, columns), not {self.field.shape}."
            )
        if stacked and len(self.frame_names) != len(self.field):
            raise UsageError(
                f"{len(self.field)} frames got {len(self.frame_names)} names; give one per frame."
            )
        if None in {self.x.low, self.x.high, self.y.low, self.y.high}:
            raise UsageError("a field needs low and high on both axes: they tell where its edges lie.")
        for noun, entries in (("labels", self.labels), ("held_out", self.held_out)):
            if entries is not None and (self.points is None or len(entries) != len(self.points)):
                count = 0 if self.points is None else len(self.points)
                raise UsageError(f"{count} points got {len(entries)} {noun}; give one per point.")
