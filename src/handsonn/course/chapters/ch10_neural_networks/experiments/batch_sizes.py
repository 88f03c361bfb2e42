"""What every batch size gave: its score and its time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.pictures import Axis, Curves, Mark, band

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Measured:
    """What one batch size gave: epochs, the score and the seconds of each seed, losses (seeds, epochs)."""

    epochs: int
    score: Array
    seconds: Array
    losses: Array


def score_picture(found: Mapping[int, Measured], chosen: int, equal: str, **look: Any) -> Curves:
    """Draw the validation accuracy over the batch size; a click chooses one."""
    sizes = sorted(found)
    score = np.stack([found[size].score for size in sizes], axis=1)
    return Curves(
        title=f"Validation accuracy, {equal}",
        caption="Median and range of 5 seeds. Click to choose a batch size.",
        x=Axis("batch size", logarithmic=True, low=1, high=512),
        y=Axis("validation accuracy", low=0, high=1),
        lines=(band("validation accuracy", sizes, score, colour="orange"),),
        marks=(Mark(chosen, f"{chosen}"),),
        sets="batch_size",
        **look,
    )


def time_picture(found: Mapping[int, Measured], chosen: int, equal: str, **look: Any) -> Curves:
    """Draw the time of one training over the batch size; a click chooses one."""
    sizes = sorted(found)
    seconds = np.stack([found[size].seconds for size in sizes], axis=1)
    return Curves(
        title=f"Time of one training, {equal}",
        caption="Measured on this computer; compiling is not counted.",
        x=Axis("batch size", logarithmic=True, low=1, high=512),
        y=Axis("time", "milliseconds", logarithmic=True),
        lines=(band("time", sizes, 1000 * seconds, colour="green"),),
        marks=(Mark(chosen, f"{chosen}"),),
        sets="batch_size",
        **look,
    )


def losses_beside(size: int, batches: Measured, whole: Measured) -> Curves:
    """Draw the training loss by epoch: batches of this size, and all samples at once."""
    numbers = np.arange(1, batches.epochs + 1)
    return Curves(
        title="Training loss, 5 seeds",
        x=Axis("epoch", low=1, high=batches.epochs),
        y=Axis("training loss", low=0),
        lines=(
            band("all samples at once", numbers, whole.losses, colour="ink"),
            band(f"batches of {size}", numbers, batches.losses, colour="orange"),
        ),
        span=5,
        height=380,
    )
