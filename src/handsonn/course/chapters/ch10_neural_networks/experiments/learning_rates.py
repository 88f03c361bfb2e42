"""Final losses over learning rates: the pictures, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.guessing import learns_from_all, seeds_above
from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import (
    changes_words,
    lower_in,
    lower_in_all,
)
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
    failing = _failing_words(losses, best, guess)
    if chosen == best:
        return f"{lowest}. {_others_words(losses, best)}{failing}"
    count, seeds = lower_in(losses[best], losses[chosen]), len(losses[best])
    if count < seeds:
        return f"{lowest}. Seed by seed, {chosen:g} cannot be told from it: {best:g} ends lower from {count} of {seeds}.{failing}"
    why = (
        "is smaller: in as many updates it brings the loss less far down"
        if chosen < best
        else "is larger: its steps can jump past the lowest places"
    )
    return f"{lowest}, and ends lower than {chosen:g} from every seed. {chosen:g} {why}.{failing}"


def _failing_words(losses: Mapping[float, Array], best: float, guess: float) -> str:
    """Name the rates whose median is lower than the best one's, and that end no lower than guessing from some seed."""
    middle = float(np.median(losses[best]))
    medians = {
        rate: float(np.median(np.where(np.isfinite(losses[rate]), losses[rate], np.inf)))
        for rate in sorted(losses)
    }
    said = [
        f"{rate:g} has a lower median, {lower:.3g}, and is left out: it ends no lower than guessing "
        f"from {seeds_above(losses[rate], guess)} of {len(losses[rate])} seeds."
        for rate, lower in medians.items()
        if lower < middle and seeds_above(losses[rate], guess)
    ]
    return "".join(f" {each}" for each in said)


def fall_words(first: Array, final: Array, guess: float) -> str:
    """Say from how many seeds the loss fell, and whether it fell below that of guessing; "" where it diverged.

    first, final: the training loss of the first and the last epoch, shape (seeds,).
    """
    above, seeds = seeds_above(final, guess), len(final)
    who = f"{'all' if above == seeds else f'{above} of'} {seeds} seeds"
    if not np.isfinite(final).all():
        return f"Guessing has a loss of {guess:.2g}; the network ends no lower from {who}." if above else ""
    told = f"From the first epoch to the last, the training loss {changes_words(first, final)}"
    if not above:
        return f"{told}."
    return (
        f"{told}. It ends no lower than the {guess:.2g} of guessing from {who}: judged by the loss, "
        f"the network has learnt nothing{'' if above == seeds else ' there'}."
    )


def _others_words(losses: Mapping[float, Array], best: float) -> str:
    """Say from which other rates the best one cannot be told: those that end lower from some seed."""
    seeds = len(losses[best])
    counts = {rate: lower_in(losses[best], losses[rate]) for rate in sorted(losses) if rate != best}
    alike = [f"than {rate:g} from {count} of {seeds}" for rate, count in counts.items() if count < seeds]
    if not alike:
        return "It ends lower than every other from every seed."
    return (
        f"It cannot be told from {'this' if len(alike) == 1 else 'these'}: it ends lower {', '.join(alike)}."
    )


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
    middle, low, high = (f"{each:.2g}" for each in (np.median(losses), losses.min(), losses.max()))
    return f"{middle} (in all {len(losses)} seeds)" if low == high else f"{middle} ({low} to {high})"


def end_words(loss: float, start: float) -> str:
    """Say the loss at the end of a way; a loss 1,000 times that of the start has diverged."""
    if not loss < DIVERGED * start:
        return "diverged"
    return f"{loss:.3g}" + (", above its start" if loss > start else "")


def own_or_same_words(settings: Mapping[str, Any], updates: int) -> str:
    """Say which learning rates the pictures show; each picture has best rates of its own."""
    if settings["rates"] == "same":
        return f"All at a learning rate of {settings['learning_rate']:g}."
    return (
        f"Each optimizer at the best of {len(RATES)} rates, found for each picture on its own: left the lowest loss "
        f"after {updates} updates, right the lowest median of those rates that learn from every seed. "
        "The slider does not count here."
    )


def downs_words(
    ways: Mapping[str, Array],
    rates: Mapping[str, float],
    updates: int,
    loss_at: Callable[..., float],
    start: float,
) -> str:
    """Say where the ways of the two parameters end, each with its rate. ways, rates: by optimizer."""
    downs = "; ".join(
        f"{each} at {rates[each]:g}: {end_words(loss_at(one[-1]), start)}" for each, one in ways.items()
    )
    return (
        f"Of the two parameters (left), the loss after {updates} updates: {downs} "
        f"(at the start {start:.3g}, the lowest there is {loss_at(None):.3g})."
    )


def ways_picture(ways: Mapping[str, Array], rates: Mapping[str, float], **look: Any) -> Surface:
    """Draw the ways over the loss of two parameters. ways: by optimizer, shape (updates + 1, 2); rates: theirs."""
    trails = tuple(
        Trail(
            f"{name} {rates[name]:g}",
            way[:, 0],
            way[:, 1],
            colour=COLOURS[name],
            style="dashed" if name == "SGD" else "solid",
        )
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
