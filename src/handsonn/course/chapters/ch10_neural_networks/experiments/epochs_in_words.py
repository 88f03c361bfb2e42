"""What there is to notice about epochs: updates counted, the lowest validation loss, the accuracy after it."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import changes_words
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import number_words, percent_words

Array = np.ndarray[Any, Any]


def counted(number: int, what: str) -> str:
    """Count things in words: "1 epoch", "1,020 updates"."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def from_to(numbers: Array) -> str:
    """Say a range of whole numbers; one number where it is no range."""
    low, high = int(numbers.min()), int(numbers.max())
    return f"{low}" if low == high else f"{low} to {high}"


def updates_words(count: int, batch_size: int, epochs: int, updates: int) -> str:
    """Say how many updates are in an epoch, and how many there were in all."""
    each, rest = -(-count // batch_size), count % batch_size or batch_size
    return (
        f"{count:,} training samples in batches of {batch_size} are {counted(each, 'update')} an epoch "
        f"(the last batch has {counted(rest, 'sample')}); after {counted(epochs, 'epoch')} Keras' optimizer has counted {updates:,}."
    )


def lowest_words(lowest: Array, loss_there: Array, loss: Array, epochs: int) -> str:
    """Say where each seed's validation loss is lowest, and whether the training went on beyond it.

    lowest: epochs counted from 1; loss_there, loss: the validation loss then and at the end; (seeds,) each.
    """
    late, seeds = int((lowest < epochs).sum()), len(lowest)
    if not late:
        return (
            f"From every seed the validation loss is lowest at the end, epoch {epochs}: {number_words(loss)}. "
            "More epochs may still help."
        )
    went_on = f"{late} of {seeds} seeds {'was' if late == 1 else 'were'} trained on beyond {'its' if late == 1 else 'their'} lowest"
    return (
        f"The validation loss is lowest at epoch {from_to(lowest)}, at {number_words(loss_there)}; "
        f"at the end it is {number_words(loss)}. {went_on}: there, it has risen by {_rise_words((loss - loss_there)[lowest < epochs])}."
    )


def _rise_words(rises: Array) -> str:
    """Say by how much a loss has risen, so that a rise too small for the other numbers is not taken for a large one."""
    low, high = f"{rises.min():.2g}", f"{rises.max():.2g}"
    return low if low == high else f"{low} to {high}"


def accuracy_words(lowest: Array, score_there: Array, score: Array, epochs: int) -> str:
    """Compare the validation accuracy at the lowest loss with that at the end, seed by seed; "" if all are the same epoch."""
    late = lowest < epochs
    if not late.any():
        return ""
    moved = changes_words(score_there[late], score[late])
    if late.sum() == 1:
        moved = f"{moved.split(' in ')[0]} from the one seed that was trained on"
    else:
        moved = moved if late.all() else f"{moved} that were trained on"
    return (
        f"Validation accuracy at the epoch of the lowest loss {percent_words(score_there)}, at the end {percent_words(score)}: "
        f"it {moved}."
    )
