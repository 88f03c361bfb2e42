"""Encoder and decoder of convolutions: for images.

Each encoder layer halves height and width; the decoder doubles them again by repeating pixels before each
convolution, which leaves no chequered pattern as transposed convolutions do (Odena and others 2016).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from handsonn.models.backend import load_keras

Shape = tuple[int, ...]
_KERNEL = 3
_GREY = 2


def encoder_layers(shape: Shape, filters: Sequence[int], activation: str) -> list[Any]:
    """Make the layers from an image to the flattened last feature maps."""
    layers = load_keras().layers
    start = [layers.Reshape((*shape, 1))] if len(shape) == _GREY else []
    convolutions = [
        layers.Conv2D(count, _KERNEL, strides=2, padding="same", activation=activation) for count in filters
    ]
    return [*start, *convolutions, layers.Flatten()]


def decoder_layers(shape: Shape, filters: Sequence[int], activation: str, output: str) -> list[Any]:
    """Make the layers from a code to an image of this shape."""
    layers = load_keras().layers
    sizes = _sizes(shape[:2], len(filters))
    small = (*sizes[-1], filters[-1])
    made = [layers.Dense(math.prod(small), activation=activation), layers.Reshape(small)]
    for before, after, count in zip(sizes[:0:-1], sizes[-2::-1], reversed(filters), strict=True):
        made.append(layers.UpSampling2D())
        cut = tuple((0, 2 * old - new) for old, new in zip(before, after, strict=True))
        if cut != ((0, 0), (0, 0)):
            made.append(layers.Cropping2D(cut))
        made.append(layers.Conv2D(count, _KERNEL, padding="same", activation=activation))
    channels = shape[2] if len(shape) > _GREY else 1
    made.append(layers.Conv2D(channels, _KERNEL, padding="same", activation=output))
    return [*made, *([layers.Reshape(shape)] if len(shape) == _GREY else [])]


def _sizes(size: Shape, levels: int) -> list[Shape]:
    """Height and width before and after each halving, as "same" padding rounds them: up."""
    sizes = [tuple(size)]
    for _ in range(levels):
        sizes.append(tuple(-(-side // 2) for side in sizes[-1]))
    return sizes
