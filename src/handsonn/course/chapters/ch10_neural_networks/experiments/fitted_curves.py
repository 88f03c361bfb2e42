"""The thirty curves that networks fitted to thirty training sets, with their mean and the truth."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.bias_and_variance import GRID, SETS, truth
from handsonn.course.pictures import Axis, Curves, Line

Array = np.ndarray[Any, Any]


def fitted_curves(fits: Array, title: str, **look: Any) -> Curves:
    """Draw fits, shape (points, SETS), over GRID."""
    thin = tuple(Line("", GRID, fits[:, one], style="thin") for one in range(SETS))
    return Curves(
        title=title,
        x=Axis("x", low=-1, high=1),
        y=Axis("y", low=-2, high=2.2),
        lines=(
            *thin,
            Line("mean of the fits", GRID, fits.mean(axis=1)),
            Line("truth", GRID, truth(GRID), colour="ink", style="dashed"),
        ),
        **look,
    )
