"""A map of a latent space: up to 100,000 samples as points in a plane or in space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from handsonn.course.pictures.picture import Picture
from handsonn.errors import UsageError

Array = np.ndarray[Any, Any]
FAINT = 0.25
DIMENSIONS = (2, 3)


@dataclass(frozen=True)
class Magnitude:
    """A number of each sample that can colour the points, such as its error of reconstruction.

    values: shape (samples,), what is not finite has no colour. logarithmic: equal factors take equal lengths
    of the scale.
    """

    name: str
    values: Array
    unit: str = ""
    logarithmic: bool = False


@dataclass(frozen=True, kw_only=True)
class Cloud(Picture):
    """Samples as points of a map that is moved, zoomed, turned, pointed at, and drawn around.

    points: shape (samples, 2 or 3), float; samples that are not finite are left out.
    labels: shape (samples,), indices into class_names, or -1 for none. magnitudes: what else can colour the
    points. colour_by: "class" or the name of a magnitude ("" : the first there is).
    opacity: shape (samples,), from 0 to 1, or None; opacity_means: what is faint, for its switch.
    captions: one per sample, or (). images: shape (samples, height, width) or (samples, height, width, 3),
    uint8. neighbours: shape (samples, k), the true neighbours, drawn as lines from the point that is shown.
    axis_names: of the axes in space, or ().
    extra: shape (any, 2 or 3): samples that are not of the data, such as generated ones, as crosses.
    path: shape (steps, 2 or 3): a walk, as dots; breaks: shape (steps,): whether the line is broken before a
    step; frame: the step that is shown now, or None.
    picked: the indices of A and of B, as far as there are. sets: the setting that a click sets to the list of
    one or two picked indices; sets_group: to the list of indices inside a lasso; sets_place: to [x, y] of a
    click on empty paper. "": none.
    Raises UsageError where these do not fit the points.
    """

    kind: ClassVar[str] = "cloud"
    points: Array
    labels: Array | None = None
    class_names: tuple[str, ...] = ()
    magnitudes: tuple[Magnitude, ...] = ()
    colour_by: str = ""
    opacity: Array | None = None
    opacity_means: str = ""
    captions: tuple[str, ...] = ()
    images: Array | None = None
    neighbours: Array | None = None
    axis_names: tuple[str, ...] = ()
    extra: Array | None = None
    path: Array | None = None
    breaks: Array | None = None
    frame: int | None = None
    picked: tuple[int, ...] = ()
    sets: str = ""
    sets_group: str = ""
    sets_place: str = ""
    span: int = 12
    height: int = 560

    def __post_init__(self) -> None:
        """Hold all that is told of the samples against the points."""
        if self.points.ndim != len(DIMENSIONS) or self.points.shape[1] not in DIMENSIONS:
            raise UsageError(f"points need the shape (samples, 2) or (samples, 3), not {self.points.shape}.")
        self._one_per_point()
        self._on_the_same_map()
        known = ["class"] * (self.labels is not None) + [one.name for one in self.magnitudes]
        if self.colour_by and self.colour_by not in known:
            raise UsageError(f"points cannot be coloured by {self.colour_by!r}; there is {known}.")
        if len(self.picked) > len(DIMENSIONS) or any(not 0 <= one < len(self.points) for one in self.picked):
            raise UsageError(f"picked are at most two of {len(self.points)} points, not {self.picked}.")

    def _one_per_point(self) -> None:
        told = {
            "labels": self.labels,
            "opacity": self.opacity,
            "images": self.images,
            "neighbours": self.neighbours,
            "captions": self.captions or None,
            **{one.name: one.values for one in self.magnitudes},
        }
        for noun, entries in told.items():
            if entries is not None and len(entries) != len(self.points):
                raise UsageError(
                    f"{len(self.points)} points got {len(entries)} entries of {noun!r}; "
                    "give one per point, or none."
                )

    def _on_the_same_map(self) -> None:
        width = self.points.shape[1]
        for noun, places in (("extra", self.extra), ("path", self.path)):
            if places is not None and places.shape[1:] != (width,):
                raise UsageError(
                    f"{noun} needs the shape (any, {width}), as its map has, not {places.shape}."
                )
        steps = 0 if self.path is None else len(self.path)
        if self.breaks is not None and len(self.breaks) != steps:
            raise UsageError(f"a path of {steps} steps got {len(self.breaks)} breaks; give one per step.")
        if self.frame is not None and not 0 <= self.frame < steps:
            raise UsageError(f"frame {self.frame} is not a step of a path of {steps}.")


def faded(stretch: Array, share: float = 0.2) -> Array:
    """Make the opacity that draws the worst-stretched share of points faint.

    stretch: shape (samples,); what is not finite is faint as well. Returns float32 of the same shape.
    """
    known = stretch[np.isfinite(stretch)]
    limit = np.quantile(known, 1 - share) if known.size else np.inf
    return np.where(stretch <= limit, 1.0, FAINT).astype(np.float32)
