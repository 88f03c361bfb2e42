"""What every batch size gave: its score and its time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.epochs_in_words import counted
from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lower_in, lower_in_all
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words
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


def sizes_words(
    found: Mapping[int, Measured], settings: Mapping[str, Any], epochs: int, count: int
) -> tuple[str, ...]:
    """Say what the chosen size gave and, once all sizes are measured, how it compares.

    epochs: that the chosen size was trained for. count: training samples.
    """
    chosen = int(settings["batch_size"])
    mine, per_epoch = found[chosen], -(-count // chosen)
    first = (
        f"Batches of {chosen}: {counted(epochs * per_epoch, 'update')} in {counted(epochs, 'epoch')} of "
        f"{count} / {chosen} = {counted(per_epoch, 'update')}. Validation accuracy {percent_words(mine.score)}, "
        f"in {seconds_words(mine.seconds)} for one network."
    )
    if len(found) < len(BATCH_SIZES):
        return (first,)
    return (
        first,
        compared_words(found, equal_words(settings), settings["learning_rate"])
        + uncounted_words(settings["equal"]),
        (
            f"Training one network took {seconds_words(found[1].seconds)} with batches of 1 and "
            f"{seconds_words(found[count].seconds)} with all {count} at once. This is the time of handsonn's own "
            "engine, which runs all updates of an epoch as one program; Keras' fit() takes longer."
        ),
    )


def equal_words(settings: Mapping[str, Any]) -> str:
    """Say what all sizes have in common."""
    return "each 512 updates" if settings["equal"] == "updates" else f"each {int(settings['epochs'])} epochs"


def compared_words(found: Mapping[int, Measured], equal: str, learning_rate: float) -> str:
    """Say which size has the highest median, and from which sizes it cannot be told seed by seed."""
    best = max(sorted(found), key=lambda size: float(np.median(found[size].score)))
    alike = [
        f"than batches of {size} from {count} of {len(found[size].score)} seeds"
        for size in sorted(found)
        if size != best and (count := lower_in(found[size].score, found[best].score)) < len(found[size].score)
    ]
    return (
        f"With {equal.removeprefix('each ')} each at a learning rate of {learning_rate:g}, the median is highest with batches of {best}"
        + (
            f". These score higher {', '.join(alike)}: from {'those' if len(alike) > 1 else 'that'} they cannot be told."
            if alike
            else ", which scores higher than every other from every seed."
        )
    )


def uncounted_words(equal: str) -> str:
    """Say that the slider of the epochs does not count where the updates are equal."""
    if equal == "epochs":
        return ""
    return " The slider of the epochs does not count here: each size has as many as make 512 updates."


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
        y=Axis(
            "time",
            "milliseconds",
            logarithmic=True,
            low=round_below(1000 * seconds.min()),
            high=round_above(1000 * seconds.max()),
        ),
        lines=(band("time", sizes, 1000 * seconds, colour="green"),),
        marks=(Mark(chosen, f"{chosen}"),),
        sets="batch_size",
        **look,
    )


def round_below(value: float) -> float:
    """Find the largest 1, 2 or 5 times a power of ten that is no larger, so that an axis begins at a tick."""
    power = 10.0 ** np.floor(np.log10(value))
    return float(max(factor * power for factor in (1, 2, 5) if factor * power <= value * (1 + 1e-9)))


def round_above(value: float) -> float:
    """Find the smallest 1, 2 or 5 times a power of ten that is no smaller."""
    power = 10.0 ** np.floor(np.log10(value))
    return float(min(factor * power for factor in (1, 2, 5, 10) if factor * power >= value * (1 - 1e-9)))


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
