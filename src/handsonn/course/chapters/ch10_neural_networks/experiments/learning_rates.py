"""Final losses over learning rates: the pictures, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.guessing import learns_from_all
from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lower_in, lower_in_all
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import number_words
from handsonn.course.chapters.ch10_neural_networks.experiments.two_parameters import (
    BIAS,
    WEIGHT,
    loss_surface,
)
from handsonn.course.pictures import Axis, Curves, Mark, Surface, Trail, band

Array = np.ndarray[Any, Any]
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
DIVERGED = 1000
"""A loss so many times that of the start is called diverged, before it is no number any more."""

COLOURS = {"SGD": "quiet", "momentum": "green", "RMSprop": "orange", "Adam": "blue"}


def best_rate(losses: Mapping[float, Array], guess: float) -> float:
    """Find the rate with the lowest median, of those that learn from every seed (of all, if none does).

    guess: the loss of guessing. Among all, what has diverged counts as infinite.
    """
    learning = [rate for rate in losses if learns_from_all(losses[rate], guess)] or list(losses)
    return min(
        learning, key=lambda rate: float(np.median(np.where(np.isfinite(losses[rate]), losses[rate], np.inf)))
    )


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


def rate_words(losses: Mapping[float, Array], chosen: float, guess: float) -> str:
    """Say which rate is the best, and how it compares with the chosen one, seed by seed."""
    best = best_rate(losses, guess)
    learning = sum(learns_from_all(values, guess) for values in losses.values())
    if not learning:
        return f"None of the {len(losses)} rates measured learns from every seed."
    lowest = (
        f"{learning} of {len(losses)} rates measured end lower than guessing from every seed; of these, "
        f"{best:g} has the lowest median, {number_words(losses[best])}"
    )
    if chosen == best:
        return f"{lowest}. {_others_words(losses, best)}"
    count, seeds = lower_in(losses[best], losses[chosen]), len(losses[best])
    if count < seeds:
        return f"{lowest}. Seed by seed, {chosen:g} cannot be told from it: {best:g} ends lower from {count} of {seeds}."
    why = (
        "is smaller: in as many updates it brings the loss less far down"
        if chosen < best
        else "is larger: its steps can jump past the lowest places"
    )
    return f"{lowest}, and ends lower than {chosen:g} from every seed. {chosen:g} {why}."


def _others_words(losses: Mapping[float, Array], best: float) -> str:
    """Say from which other rates the best one cannot be told: those that end lower from some seed."""
    seeds = len(losses[best])
    counts = {rate: lower_in(losses[best], losses[rate]) for rate in sorted(losses) if rate != best}
    alike = [f"{rate:g} (lower from {count} of {seeds})" for rate, count in counts.items() if count < seeds]
    if not alike:
        return "It ends lower than every other from every seed."
    return f"Seed by seed, it cannot be told from {', '.join(alike)}."


def order_words(losses: Mapping[str, Array]) -> str:
    """Say who ends lowest from how many seeds, and which pairs keep their order from every seed."""
    names = list(losses)
    ranked = np.stack([np.where(np.isfinite(losses[name]), losses[name], np.inf) for name in names])
    firsts = [names[place] for place in ranked.argmin(axis=0)]
    seeds = len(firsts)
    lowest = ", ".join(f"{name} from {firsts.count(name)}" for name in names if name in firsts)
    below = {
        name: [one for one in names if one != name and lower_in_all(losses[one], losses[name])]
        for name in names
    }
    kept = [f"{', '.join(ones)} below {name}" for name, ones in below.items() if ones]
    rest = len(names) * (len(names) - 1) // 2 - sum(map(len, below.values()))
    told = f"From every seed: {'; '.join(kept)}." if kept else "No pair keeps its order from every seed."
    if kept and rest:
        told += f" The other {f'{rest} pairs' if rest > 1 else 'pair'} cannot be told apart."
    return f"Lowest of {len(names)}: {lowest} of {seeds} seeds. {told}"


def range_words(losses: Array) -> str:
    """Say the median and the range of final losses, in short; those of seeds that diverged as such."""
    if not np.isfinite(losses).all():
        return number_words(losses)
    return f"{np.median(losses):.2g} ({losses.min():.2g} to {losses.max():.2g})"


def end_words(loss: float, start: float) -> str:
    """Say the loss at the end of a way; a loss 1,000 times that of the start has diverged."""
    if not loss < DIVERGED * start:
        return "diverged"
    return f"{loss:.3g}" + (", above its start" if loss > start else "")


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
