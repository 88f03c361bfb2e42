"""What the lab about validation says of the numbers it has just measured."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.paired_difference import (
    paired_difference,
    shown_difference,
)

Array = np.ndarray[Any, Any]


def notice_of_last_rows(scores: dict[str, Array], classes: list[int], order: str) -> tuple[str, ...]:
    """Say what each way promises and what it keeps.

    scores: one per seed; "on_last" and "elsewhere" are those of the networks that trained on rows drawn by class.
    classes: how many are in training and in the last rows. order: of the rows, as on the page.
    """
    sentences = [
        f"validation_split: {classes[0]} classes are in the training rows, {classes[1]} in the validation rows."
    ]
    for way, name in (("last", "The last rows"), ("drawn", "Rows drawn by class")):
        promised, kept = scores[f"val_{way}"], scores[f"new_{way}"]
        compared = paired_difference(promised, kept)
        side = "high" if compared.mean > 0 else "low"
        verdict = f"the promise is too {side}" if compared.told_apart else "no clear difference"
        sentences.append(
            f"{name} promise an accuracy of {promised.mean():.1%}; on new digits it is {kept.mean():.1%} (means of "
            f"{len(kept)} seeds): {_points(promised, kept)}: {verdict}."
        )
    if order == "published":
        sentences.append(
            f"Are the last rows harder? Networks that train on rows drawn from everywhere have {scores['on_last'].mean():.1%} "
            f"on held-out rows from the last part, {scores['elsewhere'].mean():.1%} elsewhere. The digits were collected from "
            "several writers, so neighbouring rows may come from one hand; the file does not say whose."
        )
    cost = paired_difference(scores["new_last"], scores["new_drawn"])
    points = _points(scores["new_last"], scores["new_drawn"])
    sentences.append(
        f"On new digits, the networks that held out the last rows have {points}, against the others: they had other "
        "rows to train on."
        if cost.told_apart
        else f"On new digits, the networks of both ways show no clear difference: {points}."
    )
    return tuple(sentences)


def _points(first: Array, second: Array) -> str:
    points = shown_difference(float(np.mean(first)), float(np.mean(second)))
    return f"{points} points ({paired_difference(first, second).in_words('seeds')})"


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
