"""What the lab about scaling says of the numbers it has just measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.paired_difference import (
    PairedDifference,
    paired_difference,
    shown_difference,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lower_in, lower_in_all
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words

Array = np.ndarray[Any, Any]
SMALL_DIFFERENCE = 1e-3
GUESSING_RANGE = 0.05
"""A loss this near to guessing, relative, is called about that of guessing."""
HARDLY_MOVED = 0.1
"""A loss that has changed by less than this share has hardly moved."""
PART_OF_THE_WAY = 0.6
"""Above this share of the loss of guessing, a loss has come only a part of the way."""


def by_guessing(train: Array, validation: Array) -> tuple[float, float]:
    """Give the loss of guessing by the class frequencies, and the accuracy of naming the commonest class.

    train: the labels, whole numbers, whose frequencies count, and on which the loss is measured.
    validation: those on which the accuracy is measured.
    """
    shares = np.bincount(train) / len(train)
    there = shares[shares > 0]
    return float(-(there * np.log(there)).sum()), float(np.mean(validation == shares.argmax()))


def notice_of_scalers(
    epochs: int,
    losses: dict[str, tuple[Array, Array]],
    accuracy: dict[str, Array],
    bowls: dict[str, tuple[float, float]],
    guessing: tuple[float, float],
    *,
    apart: float,
) -> tuple[str, ...]:
    """Say what four scalings did.

    losses: before the training and after it, over the seeds. accuracy: on the validation rows, over the seeds.
    guessing: the loss of guessing by the class frequencies, and the accuracy of naming the commonest class.
    apart: the largest difference of the layer's losses to those of StandardScaler, relative.
    """
    raw, standard = losses["none"][1], losses["standard"][1]
    return (
        (
            f"Training loss after {epochs} epochs (median of 5 seeds): {np.median(raw):.3g} raw, "
            f"{np.median(losses['minmax'][1]):.3g} with MinMaxScaler, {np.median(standard):.3g} with StandardScaler. "
            f"{_verdict(raw, standard)} Guessing by the class frequencies has a loss of {guessing[0]:.3g}."
        ),
        *_high_losses(losses, accuracy, guessing),
        (
            "The condition number says how much steeper the bowl of the loss is one way than another (for a linear layer "
            f"and the squared error; 1 is round): {rounded(bowls['none'][0])} raw, {rounded(bowls['minmax'][0])} with "
            f"MinMaxScaler, {rounded(bowls['standard'][0])} with StandardScaler. Descent in it diverges beyond a learning "
            f"rate of {bowls['none'][1]:.2g} raw, {bowls['standard'][1]:.2g} standardised."
        ),
        f"The Normalization layer does StandardScaler's arithmetic inside the model{_layer_words(apart)}",
    )


def _verdict(raw: Array, standard: Array) -> str:
    """Compare the losses seed by seed."""
    for worse, better, one, other in (
        ("raw", "standardised", standard, raw),
        ("standardised", "raw", raw, standard),
    ):
        if lower_in_all(one, other):
            return f"From every seed, the loss is higher with {worse} values than with {better} ones."
    return (
        f"Raw and standardised values cannot be told apart here: the loss is lower with raw values from "
        f"{lower_in(raw, standard)} of {len(raw)} seeds, with standardised ones from {lower_in(standard, raw)}."
    )


def _layer_words(apart: float) -> str:
    """Say how far the layer's losses are from those of StandardScaler, over all seeds and epochs."""
    if not np.isfinite(apart):
        return ". Here the losses are no longer numbers."
    if not apart:
        return ": both have the same losses in every epoch, so their curves lie on each other."
    share = np.format_float_positional(np.float32(100 * apart), precision=2, fractional=False, trim="-")
    if apart < SMALL_DIFFERENCE:
        return f": the losses of the two differ by at most {share}% in any epoch, so their curves lie on each other."
    return f", but here rounding in the last digit has grown to a difference of up to {share}% of the loss."


def _high_losses(
    losses: dict[str, tuple[Array, Array]], accuracy: dict[str, Array], guessing: tuple[float, float]
) -> list[str]:
    """Say which losses are still high, where they began, and what accuracy goes with them; [] where none is."""
    sentences = []
    for scaler, name in (
        ("none", "the raw values"),
        ("minmax", "MinMaxScaler"),
        ("standard", "StandardScaler"),
    ):
        first, last = (float(np.median(values)) for values in losses[scaler])
        came = f"it began at {first:.3g} and is {last:.3g}"
        if not np.isfinite(last):
            sentences.append(f"With {name} the loss is no longer a number.")
            continue
        if abs(last / first - 1) < HARDLY_MOVED:
            found = "has hardly moved"
        elif last > guessing[0] * (1 + GUESSING_RANGE):
            found = "is worse than that of guessing"
        elif last > guessing[0] * (1 - GUESSING_RANGE):
            found = "is about that of guessing"
        elif last > PART_OF_THE_WAY * guessing[0]:
            found = "has come only a part of the way"
        else:
            continue
        right = percent_words(accuracy[scaler])
        sentences.append(f"With {name} the loss {found}: {came}; validation accuracy {right}.")
    if sentences:
        sentences.append(f"Always naming the commonest class has an accuracy of {guessing[1]:.1%}.")
    return [" ".join(sentences)] if sentences else []


def rounded(number: float) -> str:
    """Write a number to two figures, so that it can be read: 531,014,365 is "about 530 million"."""
    two = float(f"{number:.2g}")
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if two >= size:
            return f"about {two / size:,.3g} {name}"
    return f"about {two:,.0f}"


def notice_of_leak(
    case: str, count: int, new: int, scores: dict[str, Sequence[float]], fresh_rows: int
) -> tuple[str, ...]:
    """Say how far the leak moves the score, and whether rows that no scaler has seen keep to it.

    scores: one accuracy per split: "honest", "leaked", and "fresh" (other rows, through the leak's scaler and network).
    """
    honest, leaked, fresh = scores["honest"], scores["leaked"], scores["fresh"]
    moved, promise = paired_difference(leaked, honest), paired_difference(leaked, fresh)
    points = shown_difference(float(np.mean(leaked)), float(np.mean(honest)))
    return (
        (
            f"Over {len(honest)} splits, the mean accuracy on {new} new rows is {np.mean(honest):.1%} with a scaler fitted on "
            f"the {count} training rows, and {np.mean(leaked):.1%} with one fitted on all rows: {points} points "
            f"({moved.in_words()})."
        ),
        (
            f"Is {np.mean(leaked):.1%} a true promise? {fresh_rows} fresh rows of the same kind, which no scaler has seen, "
            f"went through the same scaler and network: {np.mean(fresh):.1%}. {_promise(promise)}"
        ),
        _lesson_of_leak(moved, case),
    )


def _promise(promise: PairedDifference) -> str:
    if promise.told_apart:
        return f"The promise was too {'high' if promise.mean > 0 else 'low'} in every split ({promise.in_words()})."
    if promise.small:
        return f"In the mean the promise is kept, to about a point ({promise.in_words()})."
    return f"The fresh rows differ, but not to the same side in every split ({promise.in_words()}): no clear difference."


def _lesson_of_leak(moved: PairedDifference, case: str) -> str:
    if not moved.told_apart:
        counts = moved.counted("raised the score", "lowered it", "left it as it was")
        why = (
            "but by about a point or less in the mean"
            if moved.one_sided
            else "so not the same way in all of them"
        )
        return (
            f"The leak {counts} of {moved.pairs} splits, {why}: nothing is claimed of it. Fitting on the training rows alone "
            "costs nothing and leaves no doubt."
        )
    if moved.mean < 0:
        cause = ": one row in a wrong unit has squeezed all others together" if case == "one outlier" else ""
        return f"The leak has not flattered the network here, it has spoilt it{cause}."
    if case == "shifted":
        return (
            "The scaler has adapted to the shift. This helps wherever you use this very scaler; it says nothing of a scaler "
            "that has met no shifted row, which is the first of the numbers."
        )
    return "The additional rows, used without their labels, told the scaler more about the features."


def notice_of_outside(
    count: int, shares: tuple[Array, Array], kept: Sequence[float], clipped: Sequence[float]
) -> tuple[str, ...]:
    """Say how much lies outside 0..1. shares: per split, of the new values and of the new rows."""
    values, rows = shares
    compared = paired_difference(clipped, kept)
    points = shown_difference(float(np.mean(clipped)), float(np.mean(kept)))
    verdict = (
        f"clipping {'raises' if compared.mean > 0 else 'lowers'} it in every split"
        if compared.told_apart
        else compared.unclear()
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
        (
            f"Mean accuracy: {np.mean(kept):.1%} with the values as they come, {np.mean(clipped):.1%} clipped to 0..1, "
            f"{points} points ({compared.in_words()}): {verdict}."
        ),
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
    if not lower_in_all(standard, raw[:, -1]):
        return 0
    return 1 if last < guessing else None
