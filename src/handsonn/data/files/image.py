"""One image file as pixels: upright, 8 bits, grey or red-green-blue, at the size that is wanted."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from handsonn.data.files.broken import explained
from handsonn.errors import DataFileError
from handsonn.records import Array

if TYPE_CHECKING:
    from PIL import Image

LARGEST_IMAGE = 50_000_000  # pixels
_GREY_MODES = frozenset({"1", "L", "LA", "La", "I", "I;16", "I;16B", "I;16L", "I;16N"})
_SWAPS_SIDES = frozenset({5, 6, 7, 8})  # the EXIF orientations that turn an image by a quarter
_ORIENTATION = 0x0112
_EXPECTED = "an image (PNG, JPEG, GIF, BMP, WebP or TIFF)"


@dataclass(frozen=True)
class ImageFacts:
    """What an image's header says. size: (width, height) as seen upright."""

    size: tuple[int, int]
    colour: bool
    animated: bool


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """Open an image. Raises DataFileError, naming the file, for what is none, is cut, or is a bomb."""
    from PIL import Image, UnidentifiedImageError

    place = f"{path.parent.name}/{path.name}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about odd metadata; the size is checked right here
        with explained(place, _EXPECTED):
            try:
                image = Image.open(path, formats=("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF"))
            except UnidentifiedImageError:
                raise DataFileError(
                    f"{place} is not an image that can be read; expected {_EXPECTED}."
                ) from None
            except Image.DecompressionBombError as error:
                raise DataFileError(_bomb(place, str(error))) from None
        with image:
            pixels = image.width * image.height
            if pixels > LARGEST_IMAGE:
                raise DataFileError(_bomb(place, f"{image.width:,} x {image.height:,} pixels"))
            with explained(place, _EXPECTED):
                yield image


def _bomb(place: str, size: str) -> str:
    return f"{place} is too large ({size}); expected an image of at most {LARGEST_IMAGE:,} pixels."


def look_at(path: Path) -> ImageFacts:
    """Read an image's header. Raises DataFileError."""
    with _opened(path) as image:
        turned = image.getexif().get(_ORIENTATION) in _SWAPS_SIDES
        size = (image.height, image.width) if turned else (image.width, image.height)
        return ImageFacts(size, image.mode not in _GREY_MODES, getattr(image, "n_frames", 1) > 1)


def read_image(path: Path, size: tuple[int, int], *, colour: bool) -> Array:
    """Read an image: uint8, shape (height, width) or (height, width, 3).

    Turned upright as its EXIF data say; of an animation the first picture; transparent parts on white;
    16 bits brought to 8; another size resampled by area. Raises DataFileError.
    """
    from PIL import Image, ImageOps

    with _opened(path) as image:
        flat = _eight_bits(ImageOps.exif_transpose(image))
        if flat.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in flat.info:
            solid = flat.convert("RGBA")
            flat = Image.new("RGBA", solid.size, "white")
            flat.alpha_composite(solid)
        flat = flat.convert("RGB" if colour else "L")
        if flat.size != size:
            flat = flat.resize(
                size, Image.Resampling.BOX if min(flat.size) > max(size) else Image.Resampling.BILINEAR
            )
        return np.asarray(flat)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Bring 16 and 32 bits per pixel to 8, which Pillow would cut off at 255."""
    from PIL import Image

    if not image.mode.startswith(("I", "F")):
        return image
    values = np.asarray(image)
    if values.dtype.kind == "f":
        raise ValueError("its pixels are floating-point numbers")  # explained by _opened, with the path
    largest = 65535 if values.max() > 255 else 255  # noqa: PLR2004 - 16 and 8 bits
    return Image.fromarray((values.astype(np.float64) * 255 / largest).clip(0, 255).round().astype(np.uint8))
