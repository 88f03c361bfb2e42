"""The incoming weights of units, drawn as images: what each unit looks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from handsonn.course.pictures.picture import Picture
from handsonn.errors import UsageError

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True)
class WeightImages(Picture):
    """One image of weights per unit, all on one scale: blue positive, orange negative, paper zero.

    weights: shape (units, height, width), floats. captions: one per unit, or (). columns: per row; 0: as many
    as fit best. largest: the size of weight with the full colour; None: the largest there is. selected: the
    index of a unit, or None. sets: the setting that a click sets to the index, or "". unit: what a value is.
    Raises UsageError for another shape, or captions that are not one per unit.
    """

    kind: ClassVar[str] = "weight_images"
    weights: Array
    captions: tuple[str, ...] = ()
    columns: int = 0
    largest: float | None = None
    selected: int | None = None
    sets: str = ""
    unit: str = "weight"

    def __post_init__(self) -> None:
        """Hold the captions against the units."""
        if self.weights.ndim != 3:  # noqa: PLR2004 - units, height, width
            raise UsageError(
                f"images of weights need the shape (units, height, width), not {self.weights.shape}."
            )
        if self.captions and len(self.captions) != len(self.weights):
            raise UsageError(
                f"{len(self.weights)} units got {len(self.captions)} captions; give one per unit, or none."
            )
