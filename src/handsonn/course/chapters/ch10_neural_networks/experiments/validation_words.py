"""What the lab about validation says of the numbers it has just measured."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.paired_difference import (
    PairedDifference,
    paired_difference,
)

Array = np.ndarray[Any, Any]


def notice_of_last_rows(scores: dict[str, Array], classes: list[int]) -> tuple[str, ...]:
    """Say what each way promises and what it keeps. classes: how many are in training and in the last rows."""
    sentences = [
        f"validation_split: {classes[0]} classes are in the training rows, {classes[1]} in the validation rows."
    ]
    for way, name in (("last", "The last rows"), ("drawn", "Rows drawn by class")):
        promised, kept = scores[f"val_{way}"], scores[f"new_{way}"]
        compared = paired_difference(promised, kept)
        verdict = (
            f"the promise is too {'high' if compared.mean > 0 else 'low'}"
            if compared.told_apart
            else "it cannot be told from none"
        )
        sentences.append(
            f"{name} promise an accuracy of {np.median(promised):.1%}; on new digits it is {np.median(kept):.1%} (medians "
            f"of 5 seeds). The mean difference is {_points(compared)}: {verdict}."
        )
    cost = paired_difference(scores["new_last"], scores["new_drawn"])
    sentences.append(
        f"On new digits, the networks that held out the last rows have {_points(cost)} against the others: they had other "
        "rows to train on."
        if cost.told_apart
        else f"On new digits, the networks of both ways cannot be told apart ({_points(cost)})."
    )
    return tuple(sentences)


def _points(compared: PairedDifference) -> str:
    return f"{100 * compared.mean:+.1f} points (95 % interval {100 * compared.low:+.1f} to {100 * compared.high:+.1f})"


def notice_of_splits(size: int, scores: Array, spread: dict[int, float], share: float) -> tuple[str, ...]:
    """Say how far apart the scores are, against what independent answers would give."""
    expected = float(np.sqrt(share * (1 - share) / size))
    few, many = min(spread), max(spread)
    return (
        (
            f"With {size} validation samples, the same recipe scores from {scores.min():.1%} to {scores.max():.1%} "
            f"over 20 splits. Over all held-out samples the networks have {share:.1%}."
        ),
        (
            f"The standard deviation is {100 * spread[size]:.1f} points, over every validation set of {size} that the "
            f"20 splits hold; {size} independent answers would give {100 * expected:.1f}."
        ),
        (
            f"From {few} to {many} samples it falls by a factor of {spread[few] / spread[many]:.1f}; "
            f"the square root of {many}/{few} is {np.sqrt(many / few):.1f}."
        ),
        f"So a score on {size} samples is good to about plus or minus {200 * expected:.0f} points (two standard deviations).",
    )


def notice_of_choosing(tried: int, size: int, scores: dict[int, Array]) -> tuple[str, ...]:
    """Say how far the chosen setting's validation score is from its test score.

    scores: by number of settings tried, shape (splits, 2): validation, test.
    """
    validation, test = scores[tried].T
    gap, most = validation - test, max(scores)
    largest = np.median(scores[most][:, 0] - scores[most][:, 1])
    chosen, one = test, scores[1][:, 1]
    return (
        (
            f"The best of {tried} by {size} validation samples has a validation score of {np.median(validation):.1%} and a "
            f"test score of {np.median(test):.1%} (medians of 5 sets of training rows, 200 draws each)."
            if tried > 1
            else f"With one setting nothing is chosen: validation {np.median(validation):.1%}, test {np.median(test):.1%}."
        ),
        (
            f"The gap is {100 * np.median(gap):+.1f} points (from {100 * gap.min():+.1f} to {100 * gap.max():+.1f}); "
            f"for the best of {most} it is {100 * largest:+.1f} points."
        ),
        (
            "Choosing is still worth it: "
            if chosen.min() > one.max()
            else "Whether choosing is worth it cannot be told here: "
            if tried > 1
            else "The first setting alone: "
        )
        + f"the test score was {np.median(one):.1%} without a choice, and is {np.median(chosen):.1%} with it.",
    )
