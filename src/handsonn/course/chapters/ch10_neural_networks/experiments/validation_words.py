"""What the lab about validation says of the numbers it has just measured."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.paired_difference import (
    paired_difference,
    shown_difference,
    signed,
)

Array = np.ndarray[Any, Any]
NETWORKS_DIFFER = 1.5
"""A spread so many times that of independent answers, on the largest sets, comes from the networks."""


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
        verdict = (
            f"the promise is too {side}, from every seed"
            if compared.told_apart
            else compared.unclear("seeds")
        )
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
    return (*sentences, _cost(scores["new_last"], scores["new_drawn"]))


def _cost(last: Array, drawn: Array) -> str:
    """Compare the networks that held out the last rows with the others, on new digits."""
    cost = paired_difference(last, drawn)
    points = shown_difference(float(np.mean(last)), float(np.mean(drawn)))
    if cost.told_apart:
        return (
            f"On new digits, the networks that held out the last rows score {points.lstrip('+-')} points "
            f"{'higher' if cost.mean > 0 else 'lower'} than the others ({cost.in_words('seeds')}): they had other rows to "
            "train on."
        )
    return (
        f"On new digits, the networks that held out the last rows differ from the others by {points} points "
        f"({cost.in_words('seeds')}): {cost.unclear('seeds')}."
    )


def _points(first: Array, second: Array) -> str:
    points = shown_difference(float(np.mean(first)), float(np.mean(second)))
    return f"{points} points ({paired_difference(first, second).in_words('seeds')})"


def notice_of_splits(size: int, scores: Array, spread: dict[int, float], networks: Array) -> tuple[str, ...]:
    """Say how far apart the scores are, against what independent answers would give.

    scores: of each split at this size. networks: each split's share of right answers over all held-out samples.
    """
    share = float(networks.mean())
    expected = {n: float(np.sqrt(share * (1 - share) / n)) for n in spread}
    few, many = min(spread), max(spread)
    verdict = f"So a score on {size} samples is good to about plus or minus {200 * spread[size]:.0f} points (two standard deviations)."
    differ = (
        (
            f"Here the networks themselves differ: over all held-out samples they have {networks.min():.1%} to "
            f"{networks.max():.1%}. More validation samples do not take this away; more epochs may."
        ),
    )
    return (
        (
            f"With {size} validation samples, the same recipe scores from {scores.min():.1%} to {scores.max():.1%} "
            f"over {len(scores)} splits. Over all held-out samples the networks have {share:.1%}."
        ),
        (
            f"The standard deviation is {100 * spread[size]:.1f} points, over every validation set of {size} that the "
            f"{len(scores)} splits hold; {size} independent answers would give {100 * expected[size]:.1f}."
        ),
        (
            f"From {few} to {many} samples it falls by a factor of {spread[few] / spread[many]:.1f}; "
            f"the square root of {many}/{few} is {np.sqrt(many / few):.1f}."
        ),
        *(differ if spread[many] > NETWORKS_DIFFER * expected[many] else ()),
        verdict,
    )


def notice_of_choosing(tried: int, size: int, scores: dict[int, Array]) -> tuple[str, ...]:
    """Say how far the chosen setting's validation score is from its test score, and what choosing was worth.

    scores: by number of settings tried, shape (sets of training rows, 3): validation and test score of the chosen
    setting, and the mean test score of all tried.
    """
    validation, test, blind = scores[tried].T
    if tried == 1:
        return (
            (
                f"With one setting nothing is chosen: validation {validation.mean():.1%}, test {test.mean():.1%} (means of "
                f"{len(test)} sets of training rows, 200 draws each)."
            ),
            f"The gap is {_gap(validation, test)}.",
        )
    most = max(scores)
    more = (
        ""
        if tried == most
        else f" For the best of {most} it is {_only_points(scores[most][:, 0], scores[most][:, 1])} points."
    )
    return (
        (
            f"The best of {tried} by {size} validation samples has a validation score of {validation.mean():.1%} and a "
            f"test score of {test.mean():.1%} (means of {len(test)} sets of training rows, 200 draws each)."
        ),
        f"The gap is {_gap(validation, test)}.{more}",
        (
            f"{_worth(test, blind)} A setting picked blindly from the {tried} has a test score of {blind.mean():.1%} in the "
            f"mean, the chosen one {test.mean():.1%}."
        ),
    )


def _worth(test: Array, blind: Array) -> str:
    compared = paired_difference(test, blind)
    if not compared.told_apart:
        return (
            f"Whether choosing is worth it is not clear here ({compared.in_words('sets of training rows')})."
        )
    every = "with every set of training rows"
    return (
        f"Choosing is worth it all the same, {every}."
        if compared.mean > 0
        else f"Choosing has done harm here, {every}."
    )


def _gap(validation: Array, test: Array) -> str:
    gaps = validation - test
    return (
        f"{_only_points(validation, test)} points (from {signed(gaps.min())} to {signed(gaps.max())} over the "
        f"{len(gaps)} sets of training rows)"
    )


def _only_points(first: Array, second: Array) -> str:
    return shown_difference(float(first.mean()), float(second.mean()))
