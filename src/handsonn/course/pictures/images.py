"""Images of a data set, or made by a network, in a grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from handsonn.course.pictures.picture import Picture
from handsonn.errors import UsageError

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True)
class Images(Picture):
    """Images, all of one size.

    pixels: shape (images, height, width) or (images, height, width, 3); uint8 from 0 to 255, or floats from 0
    to 1 (what lies outside is drawn as the nearer end). captions: one per image, or (). marks: one per image,
    "right", "wrong" or "" (a border and a sign), or (). columns: per row; 0: as many as fit best.
    ink: images of one channel go from paper to ink (good for digits); False: from black to white.
    selected: the index of an image, or None. sets: the setting that a click sets to the index, or "".
    Raises UsageError for another shape, or captions and marks that are not one per image.
    """

    kind: ClassVar[str] = "images"
    pixels: Array
    captions: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    columns: int = 0
    ink: bool = True
    selected: int | None = None
    sets: str = ""

    def __post_init__(self) -> None:
        """Hold the captions and marks against the images."""
        shape = self.pixels.shape
        if len(shape) not in {3, 4} or shape[3:] not in {(), (3,)}:
            raise UsageError(
                f"images need the shape (images, height, width) or (images, height, width, 3), not {shape}."
            )
        for noun, entries in (("captions", self.captions), ("marks", self.marks)):
            if entries and len(entries) != shape[0]:
                raise UsageError(f"{shape[0]} images got {len(entries)} {noun}; give one per image, or none.")
