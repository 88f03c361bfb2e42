"""What a network says of one image, before and after its weights were changed."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.pictures import Axis, Bars, BarSet

Array = np.ndarray[Any, Any]


def answer_bars(before: Array, after: Array, label: int, **look: Any) -> Bars:
    """Make the bars of an image's ten probabilities. before, after: shape (10,). label: stands out."""
    return Bars(
        title="What it says of the image",
        x=Axis("class"),
        y=Axis("probability", low=0, high=1),
        names=tuple(str(digit) for digit in range(10)),
        sets=(BarSet(before, name="as trained", colour="quiet"), BarSet(after, name="changed")),
        highlighted=label,
        **look,
    )
