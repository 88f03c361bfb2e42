"""What the lab about inference says of confidence against correctness, and what that answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.epochs_in_words import counted
from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lower_in, lower_in_all
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words

Array = np.ndarray[Any, Any]
FEW = 5


def notice_of_reliability(
    over_epochs: dict[str, Array], stops: Sequence[int], epochs: int, bins: int
) -> tuple[str, ...]:
    """Say how confidence compares with accuracy here, and what changed against FEW epochs (at these: with the most).

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
        _against_few(over_epochs, stops, epochs),
    )


def _sureness(confidence: Array, accuracy: Array) -> str:
    surer = int((confidence > accuracy).sum())
    if surer == len(accuracy):
        return "on average surer than right, in every seed"
    if surer == 0:
        return "on average less sure than right, in every seed"
    return f"on average surer than right in {surer} of {len(accuracy)} seeds, which decides nothing"


def _against_few(over_epochs: dict[str, Array], stops: Sequence[int], epochs: int) -> str:
    chosen = epochs if epochs != FEW else stops[-1]
    few, other = list(stops).index(FEW), list(stops).index(chosen)
    words = []
    for name, said in (("error", "the calibration error"), ("accuracy", "accuracy")):
        here, there = over_epochs[name][:, few], over_epochs[name][:, other]
        words.append(f"{said} {_moved(here, there)} ({np.median(there):.1%} against {np.median(here):.1%})")
    return f"After {counted(chosen, 'epoch')}, against {FEW}: {'; '.join(words)}."


def _moved(here: Array, there: Array) -> str:
    """Compare by pairs of the same seeds: higher, lower, or neither."""
    higher, lower, seeds = lower_in(here, there), lower_in(there, here), len(here)
    if seeds in {higher, lower}:
        return f"is {'higher' if higher else 'lower'} from every seed"
    counts = {"higher": higher, "lower": lower, "the same": seeds - higher - lower}
    some = [f"{word} from {count}" for word, count in counts.items() if count]
    return f"cannot be told apart: it is {' and '.join(some)} of {seeds} seeds"


def calibration_option(over_epochs: dict[str, Array], stops: Sequence[int]) -> int:
    """Compare the calibration error of most epochs with that of FEW, by pairs: 0 smaller, 1 larger, 2 undecided."""
    here, there = (over_epochs["error"][:, list(stops).index(each)] for each in (FEW, stops[-1]))
    if lower_in_all(there, here):
        return 0
    return 1 if lower_in_all(here, there) else 2
