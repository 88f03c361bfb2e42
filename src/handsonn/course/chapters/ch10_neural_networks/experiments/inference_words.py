"""What the lab about inference says of the numbers it has just measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import overlap, percent_words
from handsonn.evaluation import most_confused
from handsonn.records import ConfusionMatrix

Array = np.ndarray[Any, Any]


def notice_of_confusions(
    names: Sequence[str], counts: Array, number: int, cell: tuple[int, int], accuracy: Array
) -> tuple[str, ...]:
    """Say what is in the chosen cell and what is mixed up most. counts: shape (seeds, classes, classes)."""
    row, column = cell
    inside, of_all = counts[:, row, column], int(counts[number, row].sum())
    worst = most_confused(ConfusionMatrix(counts[number], tuple(names)), 1)
    what = "were predicted rightly" if row == column else f"were taken for {names[column]!r}"
    return (
        f"Accuracy on {int(counts[number].sum()):,} test images: {percent_words(accuracy)}.",
        (
            f"{int(inside[number])} of {of_all} images with the label {names[row]!r} {what} by the network of seed "
            f"{number}; over the seeds it is {inside.min()} to {inside.max()}."
        ),
        f"This network's most frequent mistake: {worst[0].samples} times {worst[0].true!r} taken for {worst[0].predicted!r}."
        if worst
        else f"This network made no mistake on {int(counts[number].sum())} images.",
    )


def notice_of_thresholds(threshold: float, counts: Array, precision: Array, recall: Array) -> tuple[str, ...]:
    """Say what the threshold does. counts: shape (seeds, 2, 2), negative first. precision, recall: (seeds,)."""
    missed, alarms = counts[:, 1, 0], counts[:, 0, 1]
    return (
        (
            f"From a probability of {threshold:g} on, called malignant: {_range(missed)} of {counts[0, 1].sum()} malignant "
            f"tumours are missed, and {_range(alarms)} of {counts[0, 0].sum()} benign ones are called malignant "
            "(over 5 seeds)."
        ),
        f"Precision {percent_words(precision)}, recall {percent_words(recall)}.",
        "Which threshold is best is not in the data: it depends on what a missed tumour and a false alarm cost.",
    )


def notice_without_labels(
    what: str, counts: Array, confidence: Array, right: Array | None, names: Sequence[str]
) -> tuple[str, ...]:
    """Say what the predictions alone tell. counts: shape (seeds, classes). confidence: (seeds, samples).

    right: shape (seeds, samples), or None where the labels are missing.
    """
    most = int(np.median(counts, axis=0).argmax())
    mean = confidence.mean(axis=1)
    sentences = [
        (
            f"New images {what}: predicted most often is {names[most]!r}, {int(np.median(counts[:, most]))} times of "
            f"{int(counts[0].sum()):,} (median of 5 seeds)."
        ),
        f"Mean confidence: {percent_words(mean)}.",
    ]
    if right is None:
        return (
            *sentences,
            "How many of these answers are right cannot be said: that needs labels. Untick the box to have them.",
        )
    accuracy = right.mean(axis=1)
    gap = 100 * (np.median(mean) - np.median(accuracy))
    return (
        *sentences,
        (
            f"With labels, the accuracy is {percent_words(accuracy)}: the confidence is {abs(gap):.1f} points too "
            f"{'high' if gap > 0 else 'low'}."
        ),
    )


def notice_of_calibration(
    epochs: Sequence[int], chosen: int, shares: dict[str, Any], best: Array
) -> tuple[str, ...]:
    """Say how confidence and accuracy compare. shares: by name, shape (seeds, epochs)."""
    place = list(epochs).index(chosen)
    stop = int(np.abs(np.array(epochs) - np.median(best)).argmin())
    accuracy, confidence, error = (np.array(shares[name]) for name in ("accuracy", "confidence", "error"))
    gap = confidence[:, place] - accuracy[:, place]
    side = (
        "more sure than right"
        if gap.min() > 0
        else "less sure than right"
        if gap.max() < 0
        else "neither more nor less sure than right in every seed"
    )
    compared = (
        "cannot be told apart: their seeds overlap"
        if overlap(error[:, -1], error[:, stop])
        else f"are apart in every seed: long training makes it {'larger' if error[:, -1].min() > error[:, stop].max() else 'smaller'}"
    )
    return (
        (
            f"After {chosen} epochs: accuracy {np.median(accuracy[:, place]):.1%}, mean confidence "
            f"{np.median(confidence[:, place]):.1%} (medians of 5 seeds): {side}."
        ),
        (
            f"Expected calibration error, the mean distance between confidence and accuracy: "
            f"{percent_words(error[:, place])}."
        ),
        (
            f"The validation loss is lowest after {int(np.median(best))} epochs (median; seeds {best.min()} to {best.max()}). "
            f"The errors after {epochs[stop]} and after {epochs[-1]} epochs, {np.median(error[:, stop]):.1%} and "
            f"{np.median(error[:, -1]):.1%}, {compared}."
        ),
    )


def _range(values: Array) -> str:
    low, high = int(values.min()), int(values.max())
    return f"{low}" if low == high else f"{low} to {high}"
