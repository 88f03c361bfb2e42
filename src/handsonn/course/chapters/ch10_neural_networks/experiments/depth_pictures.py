"""What more layers change: the score over the depth, and the first gradients over the layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from handsonn.course.pictures import Axis, Curves, band

Array = np.ndarray[Any, Any]


def depth_picture(
    depths: Sequence[int], scores: Sequence[Array], activation: str, *, most: int, **look: Any
) -> Curves:
    """Draw the validation accuracy over the hidden layers.

    scores: without and with the activation function, shape (seeds, depths) each. most: the end of the axis.
    """
    return Curves(
        title="More layers",
        caption="Median and range of 5 seeds.",
        x=Axis("hidden layers", low=0, high=most),
        y=Axis("validation accuracy", low=0.4, high=1.0),
        lines=(
            band("no activation", depths, scores[0], colour="orange"),
            band(activation, depths, scores[1]),
        ),
        **look,
    )


def gradients_picture(measured: Mapping[str, tuple[Array, str]], **look: Any) -> Curves:
    """Draw the sizes of the first gradients. measured: by kind, shape (seeds, hidden layers), and the colour."""
    depth = next(iter(measured.values()))[0].shape[1]
    layers = np.arange(1, depth + 1)
    return Curves(
        title=f"Gradient of each of {depth} hidden layers before the first update",
        caption="Root mean square over a layer's weights; median and range of 5 seeds.",
        x=Axis("hidden layer, from the inputs", low=1, high=depth),
        y=Axis("size of the gradient", logarithmic=True),
        lines=tuple(band(kind, layers, sizes, colour=colour) for kind, (sizes, colour) in measured.items()),
        **look,
    )
