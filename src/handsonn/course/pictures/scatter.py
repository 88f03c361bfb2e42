"""Points of a data set, or of a map of a latent space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from handsonn.course.pictures.picture import Axis, Picture
from handsonn.errors import UsageError

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True)
class Scatter(Picture):
    """Samples as points, up to tens of thousands.

    points: shape (samples, 2); samples that are not finite are left out.
    labels: shape (samples,), indices into class_names: each class has a colour, a shape, and its name at its
    median. values: shape (samples,): a magnitude as colour instead, called `value`.
    captions: one per sample, or (). images: shape (samples, height, width) or (samples, height, width, 3),
    uint8: shown where the pointer or the keys are.
    selected: the index of a sample, or None. sets: the setting that a click sets to the index, or "".
    trail: shape (steps, 2): a line over the points, such as an interpolation, or None.
    Raises UsageError where these do not have one entry per point.
    """

    kind: ClassVar[str] = "scatter"
    points: Array
    x: Axis
    y: Axis
    labels: Array | None = None
    class_names: tuple[str, ...] = ()
    values: Array | None = None
    value: str = "value"
    captions: tuple[str, ...] = ()
    images: Array | None = None
    selected: int | None = None
    sets: str = ""
    trail: Array | None = None
    height: int = 380

    def __post_init__(self) -> None:
        """Hold all that is told of the samples against the points."""
        if self.points.ndim != 2 or self.points.shape[1] != 2:  # noqa: PLR2004 - x and y
            raise UsageError(f"points need the shape (samples, 2), not {self.points.shape}.")
        told = {"labels": self.labels, "values": self.values, "images": self.images}
        if self.captions:
            told["captions"] = np.empty(len(self.captions))
        for noun, entries in told.items():
            if entries is not None and len(entries) != len(self.points):
                raise UsageError(
                    f"{len(self.points)} points got {len(entries)} {noun}; give one per point, or none."
                )
