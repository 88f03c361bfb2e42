"""What every batch size gave: its score and its time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lower_in, lower_in_all
from handsonn.course.pictures import Axis, Curves, Mark, band

Array = np.ndarray[Any, Any]
BATCH_SIZES = (1, 4, 16, 32, 64, 256, 512)


@dataclass(frozen=True)
class Measured:
    """What one batch size gave: epochs, the score and the seconds of each seed, losses (seeds, epochs)."""

    epochs: int
    score: Array
    seconds: Array
    losses: Array


def compared_words(found: Mapping[int, Measured], equal: str, learning_rate: float) -> str:
    """Say which size has the highest median, and from which sizes it cannot be told seed by seed."""
    best = max(sorted(found), key=lambda size: float(np.median(found[size].score)))
    alike = [
        f"{size} (higher from {count} of {len(found[size].score)})"
        for size in sorted(found)
        if size != best and (count := lower_in(found[size].score, found[best].score)) < len(found[size].score)
    ]
    return (
        f"With {equal.removeprefix('each ')} each at a learning rate of {learning_rate:g}, the median is highest with batches of {best}"
        + (
            f". Seed by seed it cannot be told from batches of {', '.join(alike)}."
            if alike
            else ", which scores higher than every other from every seed."
        )
    )


def seconds_words(seconds: Array) -> str:
    """Say the median and range of times over the seeds, in milliseconds with two digits."""
    middle, low, high = (
        f"{float(f'{1000 * each:.1e}'):,.6g}" for each in (np.median(seconds), seconds.min(), seconds.max())
    )
    return f"{middle} ms" + ("" if low == high else f" ({low} to {high} ms)")


def updates_answer(settings: Mapping[str, Any], found: Mapping[int, Measured]) -> int | None:
    """Find which option holds for 512 updates with batches of all samples, beside batches of 1."""
    if (settings["equal"], settings["learning_rate"]) != ("updates", 0.01) or len(found) < len(BATCH_SIZES):
        return None
    one, all_at_once = found[1].score, found[BATCH_SIZES[-1]].score
    if lower_in_all(all_at_once, one):
        return 3
    if not lower_in_all(one, all_at_once):
        return 2
    return 0 if np.median(all_at_once - one) > 0.1 else 1


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
        caption="On this computer, by handsonn's engine; compiling not counted.",
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
