"""Final losses over learning rates: the pictures, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import number_words, overlap
from handsonn.course.chapters.ch10_neural_networks.experiments.two_parameters import (
    BIAS,
    WEIGHT,
    loss_surface,
)
from handsonn.course.pictures import Axis, Curves, Mark, Surface, Trail, band

Array = np.ndarray[Any, Any]
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
COLOURS = {"SGD": "quiet", "momentum": "green", "RMSprop": "orange", "Adam": "blue"}


def best_rate(losses: Mapping[float, Array]) -> float:
    """Find the rate whose final loss has the lowest mean over the seeds, so that one failing seed counts."""
    return min(losses, key=lambda rate: float(np.nan_to_num(np.mean(losses[rate]), nan=np.inf)))


def sweep_picture(losses: Mapping[float, Array], chosen: float, **look: Any) -> Curves:
    """Draw the final loss over the learning rate. losses: by rate, shape (seeds,) each."""
    rates = sorted(losses)
    return Curves(
        x=Axis("learning rate", logarithmic=True, low=RATES[0], high=RATES[-1]),
        y=Axis("final loss", logarithmic=True),
        lines=(band("training", rates, np.stack([losses[rate] for rate in rates], axis=1)),),
        marks=(Mark(chosen, "shown above"),),
        sets="learning_rate",
        **look,
    )


def rate_words(losses: Mapping[float, Array], chosen: float) -> str:
    """Say where the chosen rate lies: below the best measured, above it, or not to be told from it."""
    best = best_rate(losses)
    if chosen == best:
        return f"Of the {len(losses)} rates measured, {best:g} ends lowest on average."
    lowest = f"Of the {len(losses)} rates measured, {best:g} ends lowest on average, at {number_words(losses[best])}"
    if overlap(losses[chosen], losses[best]):
        return f"{lowest}; the ranges overlap, so {chosen:g} cannot be told from it."
    if chosen < best:
        return f"{lowest}; {chosen:g} is smaller, and its steps have not got as far in the same number of updates."
    return f"{lowest}; {chosen:g} is larger, and its steps jump past what they should reach."


def lowest_of(losses: Mapping[str, Array]) -> str | None:
    """Name the one whose final loss is below all others' in every seed; None where ranges overlap."""
    first = min(losses, key=lambda name: float(np.median(losses[name])))
    apart = (not overlap(losses[first], other) for name, other in losses.items() if name != first)
    return first if all(apart) else None


def ways_picture(ways: Mapping[str, Array], **look: Any) -> Surface:
    """Draw the ways over the loss of two parameters. ways: by optimizer, shape (updates + 1, 2)."""
    trails = tuple(
        Trail(name, way[:, 0], way[:, 1], colour=COLOURS[name], style="dashed" if name == "SGD" else "solid")
        for name, way in ways.items()
    )
    return Surface(
        values=loss_surface(),
        x=Axis("weight", low=WEIGHT[0], high=WEIGHT[1]),
        y=Axis("bias", low=BIAS[0], high=BIAS[1]),
        value=Axis("loss", logarithmic=True),
        trails=trails,
        **look,
    )
