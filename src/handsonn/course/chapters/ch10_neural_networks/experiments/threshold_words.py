"""What the lab about inference says of a threshold."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words

Array = np.ndarray[Any, Any]
USUAL = 0.5


def notice_of_threshold(
    threshold: float, precision: Array, recall: Array, first: Array, areas: Array
) -> tuple[str, ...]:
    """Say what the threshold does. precision, recall: at the threshold and at 0.5, shape (2, splits).

    first: the counts of the first split, shape (2, 2), malignant before benign. areas: shape (splits,).
    """
    (hits, missed), (alarms, _) = first
    low, high = f"{areas.min():.3f}", f"{areas.max():.3f}"
    spread = f"in all {len(areas)} splits" if low == high else f"{low} to {high}"
    area = (
        f"The area under the ROC curve is {np.median(areas):.3f} ({spread}): "
        "it is of all thresholds at once, and does not move with the slider."
    )
    return (
        f"First split: {hits} malignant samples are found, {missed} missed; {alarms} benign ones are called malignant.",
        f"Recall, the share of the malignant that is found, is {percent_words(recall[0], 'splits')}. {_precision(precision[0])}.",
        _against_usual(threshold, precision, recall),
        area,
    )


def _precision(values: Array) -> str:
    undefined = int(np.isnan(values).sum())
    if undefined:
        return f"Precision is undefined in {undefined} of {len(values)} splits: nothing is called malignant there"
    return f"Precision, the share of those called malignant that are so, is {percent_words(values, 'splits')}"


def _against_usual(threshold: float, precision: Array, recall: Array) -> str:
    if threshold == USUAL:
        return f"{USUAL} is the usual threshold. Move it: each stop is compared with this one."
    words = []
    for name, values in (("recall", recall), ("precision", precision)):
        gaps = values[0] - values[1]
        gaps = gaps[np.isfinite(gaps)]
        words.append(f"{name} is {_gaps_words(gaps)}")
    return f"Against threshold {USUAL}, {' and '.join(words)}."


def _gaps_words(gaps: Array) -> str:
    """Say in how many splits a value is higher and lower. gaps: of the splits where both are defined."""
    higher, lower, splits = int((gaps > 0).sum()), int((gaps < 0).sum()), len(gaps)
    if not splits:
        return "undefined in every split"
    if splits in (higher, lower):
        return f"{'higher' if higher else 'lower'} in all {splits} splits"
    if not higher and not lower:
        return f"the same in all {splits} splits"
    counts = {"higher": higher, "lower": lower, "the same": splits - higher - lower}
    some = [f"{word} in {count}" for word, count in counts.items() if count]
    return f"{', '.join(some[:-1])} and {some[-1]} of {splits} splits"
