"""What the lab about scaling says of the numbers it has just measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.paired_difference import paired_difference
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import overlap

Array = np.ndarray[Any, Any]
SMALL_DIFFERENCE = 1e-3
GUESSING_RANGE = 0.05
"""A loss this near to guessing, relative, is called guessing."""


def notice_of_scalers(
    epochs: int, last: dict[str, Array], bowls: dict[str, tuple[float, float]], guessing: float, apart: float
) -> tuple[str, ...]:
    """Say what four scalings did. last: losses over the seeds. apart: layer against StandardScaler, relative."""
    raw, standard = last["none"], last["standard"]
    if overlap(raw, standard):
        verdict = "Raw and standardised values cannot be told apart here: their seeds overlap."
    else:
        worse, better = ("raw", "standardised") if raw.min() > standard.max() else ("standardised", "raw")
        verdict = f"Every seed with {worse} values has a higher loss than every seed with {better} ones."
    same = (
        f"so their curves differ by at most {apart:.1g} of their height."
        if apart < SMALL_DIFFERENCE
        else f"but here rounding in the last digit has grown to a difference of {apart:.1g} of the curves' height."
    )
    return (
        (
            f"Training loss after {epochs} epochs (median of 5 seeds): {np.median(raw):.3g} raw, "
            f"{np.median(last['minmax']):.3g} with MinMaxScaler, {np.median(standard):.3g} with StandardScaler. "
            f"{verdict} Guessing by the class frequencies has {guessing:.3g}."
        ),
        (
            f"For a linear layer and the squared error the loss is a bowl. Raw, it is {bowls['none'][0]:,.0f} times as "
            f"steep one way as another; with MinMaxScaler {bowls['minmax'][0]:,.0f}, with StandardScaler "
            f"{bowls['standard'][0]:,.0f} times. Descent in it diverges beyond a learning rate of "
            f"{bowls['none'][1]:.2g} raw, {bowls['standard'][1]:.2g} standardised."
        ),
        f"The Normalization layer does StandardScaler's arithmetic inside the model, {same}",
    )


def notice_of_leak(count: int, new: int, honest: Sequence[float], leaked: Sequence[float]) -> tuple[str, ...]:
    """Say how far the score of the leak is from the honest one. honest, leaked: one accuracy per split."""
    compared = paired_difference(leaked, honest)
    interval = f"95 % interval {100 * compared.low:+.1f} to {100 * compared.high:+.1f} points"
    if not compared.told_apart:
        verdict = f"the difference is {100 * compared.mean:+.1f} points ({interval}): it cannot be told from no leak."
        lesson = (
            "That it cannot be seen does not make it right: fitting on the training rows alone costs nothing."
        )
    elif compared.mean > 0:
        verdict = f"the leak's score is {100 * compared.mean:.1f} points higher ({interval})."
        lesson = "That is a promise which new samples, that no scaler has seen, will not keep."
    else:
        verdict = f"the leak's score is {-100 * compared.mean:.1f} points lower ({interval})."
        lesson = "The new rows have changed the training, here to its harm. That is a leak as well."
    return (
        (
            f"Over {len(honest)} splits, the accuracy on {new} new rows is {np.mean(honest):.1%} with a scaler fitted on the "
            f"{count} training rows, and {np.mean(leaked):.1%} with one fitted on all rows."
        ),
        f"Paired split by split, {verdict}",
        lesson,
    )


def notice_of_outside(
    count: int, shares: tuple[Array, Array], kept: Sequence[float], clipped: Sequence[float]
) -> tuple[str, ...]:
    """Say how much lies outside 0..1. shares: per split, of the new values and of the new rows."""
    values, rows = shares
    compared = paired_difference(clipped, kept)
    interval = f"{100 * compared.low:+.1f} to {100 * compared.high:+.1f} points"
    verdict = (
        f"clipping {'raises' if compared.mean > 0 else 'lowers'} it here ({interval})."
        if compared.told_apart
        else f"the difference ({interval}) cannot be told from none."
    )
    return (
        (
            f"With {count} training rows, {values.mean():.1%} of the new values lie outside 0..1 (mean of {len(kept)} "
            f"splits), and {rows.mean():.0%} of the new rows have at least one such value."
        ),
        (
            f"A value drawn alike is below the smallest or above the largest of {count} others with probability "
            f"2 / ({count} + 1) = {2 / (count + 1):.1%}, if no two values are equal. It is no error."
        ),
        f"Accuracy: {np.mean(kept):.1%} with the values as they come, {np.mean(clipped):.1%} clipped to 0..1; {verdict}",
    )


def answer_of_scalers(raw: Array, standard: Array, guessing: float) -> int | None:
    """Name what raw values did: learnt like the others, slower, fell back to guessing, or were lost.

    raw: losses of shape (seeds, epochs). standard: the last losses over the seeds. None: none of the four.
    """
    last = np.median(raw[:, -1])
    if not np.isfinite(last):
        return 3
    if abs(last / guessing - 1) < GUESSING_RANGE:
        return 2
    return 0 if last <= standard.max() else 1 if last < guessing else None
