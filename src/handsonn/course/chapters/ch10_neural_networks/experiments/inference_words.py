"""What the lab about inference says of images just predicted, and what that answers."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.inference_pictures import judged, unlabelled
from handsonn.course.chapters.ch10_neural_networks.experiments.predicted_images import PredictedImages
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words
from handsonn.evaluation import most_confused
from handsonn.records import ConfusionMatrix

Array = np.ndarray[Any, Any]
AGREEMENTS = (0.65, 0.85, 0.95)
PAIRS = ((4, 9), (1, 7), (3, 8), (1, 8))
NAMED = 3
"""More mistakes of the same frequency are counted, not named."""


def notice_of_predictions(found: PredictedImages, row: int, *, missing: bool) -> tuple[str, ...]:
    """Say what the test set shows, with or without labels, and what is said of one image."""
    agreed = (
        f"All five networks predict the same class for {found.agreed.mean():.1%} of the {len(found.labels):,} images. "
        "To count that, no label is needed."
    )
    said = _missing_words(found) if missing else _labelled_words(found)
    return (*said, agreed, _image_words(found, row, missing=missing))


def _labelled_words(found: PredictedImages) -> tuple[str, str]:
    score = judged(found, 0).scores[0]
    other = (
        f"Other test images would give another number: drawing these anew puts the first network's between {score.low:.1%} and "
        f"{score.high:.1%} (95% interval). Always saying the most frequent class reaches {score.baseline:.1%}."
    )
    return f"Test accuracy is {percent_words(found.accuracy)}.", other


def _missing_words(found: PredictedImages) -> tuple[str, str]:
    report = unlabelled(found)
    most = int(np.argmax(report.predicted_counts))
    said = (
        f"The first network predicts {report.class_names[most]} most often, {report.predicted_counts[most]} times. "
        f"Half of its confidences lie above {report.confidence_quantiles[3]:.2f}."
    )
    unsaid = (
        "Accuracy and the confusion matrix need labels, and are not given. "
        f"The mean confidence, {percent_words(found.confidence.mean(axis=1))}, is no substitute: the last part compares the two."
    )
    return said, unsaid


def _image_words(found: PredictedImages, row: int, *, missing: bool) -> str:
    given, names = found.confidence[:, row], [found.class_names[each] for each in found.predicted[:, row]]
    label = "" if missing else f" Its label is {found.class_names[found.labels[row]]}."
    others = (
        "the other four say the same"
        if len(set(names)) == 1
        else f"the other four say {', '.join(names[1:-1])} and {names[-1]}"
    )
    return f"For the chosen image the first network says {names[0]} with confidence {given[0]:.2f}; {others}.{label}"


def agreement_option(found: PredictedImages) -> int:
    """Choose the interval in which the share of images lies for which all networks say the same."""
    return int(np.searchsorted(AGREEMENTS, found.agreed.mean()))


def notice_of_cell(
    found: PredictedImages, matrices: Array, network: int, cell: tuple[int, int]
) -> tuple[str, ...]:
    """Say how often a cell occurs over the networks, and which cell holds most mistakes.

    matrices: the networks' counts, shape (networks, classes, classes).
    """
    label, prediction = (found.class_names[each] for each in cell)
    counts, of_label = matrices[:, cell[0], cell[1]], int((found.labels == cell[0]).sum())
    low, high = counts.min(), counts.max()
    others = f"all five networks for {low}" if low == high else f"the five networks for {low} to {high}"
    here = (
        f"The network of seed {network} predicts {prediction} for {counts[network]} of the {of_label} images of label {label}; "
        f"{others}."
    )
    diagonal = f"The diagonal holds what is right: {np.trace(matrices[network]):,} of {len(found.labels):,}, an accuracy of {found.accuracy[network]:.1%}."
    worst = _worst_pair(found, matrices[network])
    return here, _surest(found, network, cell), worst, diagonal


def _surest(found: PredictedImages, network: int, cell: tuple[int, int]) -> str:
    confidence = found.confidence[network, found.in_cell(*cell)[network]]
    if not len(confidence):
        return "This cell holds no image, and so there is none to look at."
    if len(confidence) == 1:
        return f"It holds 1 image, predicted with confidence {confidence[0]:.2f}."
    kind = "right answers" if cell[0] == cell[1] else "mistakes"
    return f"The confidences of these {kind} go from {confidence.min():.2f} to {confidence.max():.2f}."


def _worst_pair(found: PredictedImages, counts: Array) -> str:
    pairs = most_confused(ConfusionMatrix(counts, found.class_names), counts.size)
    if not pairs:
        return "This network makes 0 mistakes here."
    worst = pairs[0]
    equal = [pair for pair in pairs if pair.samples == worst.samples]
    times = "once" if worst.samples == 1 else f"{worst.samples} times"
    if len(equal) > NAMED:
        return f"No mistake of this network stands out: the most frequent ones, {len(equal)} of them, occur {times} each."
    if len(equal) > 1:
        named = [f"{pair.true} taken for {pair.predicted}" for pair in equal]
        return f"This network's most frequent mistakes are {', '.join(named[:-1])} and {named[-1]}: {times} each."
    return f"This network's most frequent mistake is {worst.true} taken for {worst.predicted}: {times} ({worst.rate:.1%} of the label)."


def most_confused_option(matrices: Array) -> int | None:
    """Choose the pair of PAIRS that is confused most often, in either direction, by every network.

    matrices: shape (networks, classes, classes). None where the networks do not agree on it.
    """
    both = _confused(matrices)
    winner = int(both.sum(axis=0).argmax())
    others = np.delete(both, winner, axis=1)
    return winner if (both[:, winner] > others.max(axis=1)).all() else None


def _confused(matrices: Array) -> Array:
    """Count the images of each of PAIRS that are taken for the other, shape (networks, pairs)."""
    return np.array([[matrix[a, b] + matrix[b, a] for a, b in PAIRS] for matrix in matrices])


def pair_words(matrices: Array) -> str:
    """Say on how many images the answer rests."""
    both, images = _confused(matrices), int(matrices[0].sum())
    counts = [f"{a} and {b}: {_range_words(each)}" for (a, b), each in zip(PAIRS, both.T, strict=True)]
    return (
        f"Images confused, over the five networks: {'; '.join(counts)}. These are few of {images}: "
        "another test set may put another pair first."
    )


def _range_words(counts: Array) -> str:
    low, high = counts.min(), counts.max()
    return f"{low}" if low == high else f"{low} to {high}"
