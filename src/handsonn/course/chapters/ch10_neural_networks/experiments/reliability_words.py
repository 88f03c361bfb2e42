"""What the lab about inference says of confidence against correctness, and what that answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import overlap, percent_words

Array = np.ndarray[Any, Any]
FEW = 5


def notice_of_reliability(
    over_epochs: dict[str, Array], stops: Sequence[int], epochs: int, bins: int
) -> tuple[str, ...]:
    """Say how confidence compares with accuracy here, and how few epochs compare with many.

    over_epochs: "accuracy", "confidence", "error" and "chance", each of shape (networks, stops).
    """
    at = list(stops).index(epochs)
    accuracy, confidence, error, chance = (
        over_epochs[name][:, at] for name in ("accuracy", "confidence", "error", "chance")
    )
    measured = (
        f"The expected calibration error in {bins} bins is {percent_words(error)}. On so many images a perfectly "
        f"calibrated network with these confidences would show {np.median(chance):.1%}, by chance alone."
    )
    return (
        f"Mean confidence is {percent_words(confidence)}, test accuracy {percent_words(accuracy)}: {_sureness(confidence, accuracy)}.",
        measured,
        _few_against_many(over_epochs, stops),
    )


def _sureness(confidence: Array, accuracy: Array) -> str:
    surer = int((confidence > accuracy).sum())
    if surer == len(accuracy):
        return "on average surer than right, in every seed"
    if surer == 0:
        return "on average less sure than right, in every seed"
    return f"on average surer than right in {surer} of {len(accuracy)} seeds, which decides nothing"


def _few_against_many(over_epochs: dict[str, Array], stops: Sequence[int]) -> str:
    few, many = list(stops).index(FEW), len(stops) - 1
    words = []
    for name, said in (("error", "the calibration error"), ("accuracy", "accuracy")):
        here, there = over_epochs[name][:, few], over_epochs[name][:, many]
        change = f"{np.median(there):.1%} against {np.median(here):.1%}"
        if overlap(here, there):
            words.append(f"{said} cannot be told apart: the ranges over the seeds overlap, {change}")
        else:
            way = "higher" if np.median(there) > np.median(here) else "lower"
            words.append(f"{said} is {way} (the ranges over the seeds do not overlap: {change})")
    return f"After {stops[many]} epochs, against {FEW}: {'; '.join(words)}."


def calibration_option(over_epochs: dict[str, Array], stops: Sequence[int]) -> int:
    """Compare the calibration error of most epochs with that of FEW: 0 smaller, 1 larger, 2 undecided."""
    here, there = (over_epochs["error"][:, list(stops).index(each)] for each in (FEW, stops[-1]))
    if overlap(here, there):
        return 2
    return int(np.median(there) > np.median(here))
