"""The lab `bias`, part 3: statistical bias, variance and noise over the number of hidden units."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments import bias_in_keras
from handsonn.course.chapters.ch10_neural_networks.experiments.bias_and_variance import (
    SETS,
    Decomposition,
    Resamplings,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.fitted_curves import fitted_curves
from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lower_in, lower_in_all
from handsonn.course.live import Outcome
from handsonn.course.live.part import Settings, Watch
from handsonn.course.pictures import Axis, Curves, Line, Mark, Table

Array = np.ndarray[Any, Any]
CAPACITIES = (1, 2, 3, 5, 10, 30)
SEEDS = range(5)
ASKED = (20, 0.3)
"""The prediction: samples in a training set, noise."""
Measured = dict[int, list[Decomposition]]


def capacity_curve(resamplings: Resamplings, settings: Settings, watch: Watch) -> Outcome:
    """Measure the chosen number of units first, then the others, showing what there is."""
    chosen, samples, noise = int(settings["units"]), int(settings["samples"]), settings["noise"]
    measured: Measured = {}
    order = [chosen, *(units for units in CAPACITIES if units != chosen)]
    for at, units in enumerate(order):
        before = len(resamplings.known)
        measured[units] = []
        for seed in SEEDS:
            watch.progress(
                (at * len(SEEDS) + seed) / (len(order) * len(SEEDS)), f"{units} units, seed {seed}"
            )
            one = resamplings.measure(units, seed, samples=samples, noise=noise, use_bias=True, watch=watch)
            measured[units].append(one)
            watch.check()
        if len(resamplings.known) > before and len(measured) < len(order):
            watch.show(_outcome(measured, chosen, samples, noise))
    return _outcome(measured, chosen, samples, noise)


def parts(measured: Measured, name: str) -> Array:
    """Collect one part of the error, shape (seeds, capacities), in the order of the capacities."""
    return np.array([[getattr(measured[u][seed], name) for u in sorted(measured)] for seed in SEEDS])


def capacity_answer(few: Array, many: Array) -> int:
    """Tell whose statistical bias is larger from every seed: 0 the few units', 1 the many's, 2 neither."""
    return 0 if lower_in_all(many, few) else 1 if lower_in_all(few, many) else 2


def _outcome(measured: Measured, chosen: int, samples: int, noise: float) -> Outcome:
    mine = measured[chosen]
    whole = len(measured) == len(CAPACITIES)
    bias = {units: np.array([one.bias_squared for one in all_seeds]) for units, all_seeds in measured.items()}
    asked = whole and (samples, noise) == ASKED
    variance = np.array([one.variance for one in mine])
    return Outcome(
        pictures={
            "parts": _curves(measured, chosen),
            "fits": fitted_curves(
                mine[0].fits,
                f"{_units(chosen)}: thirty fits",
                caption="Seed 0.",
                span=6,
                height=270,
            ),
            "check": _table(mine),
        },
        notice=(_check_words(mine, chosen, samples), *(_course_words(measured) if whole else ())),
        keras=bias_in_keras.resampled(chosen, samples, noise),
        keras_gives={"bias_squared": tuple(bias[chosen]), "variance": tuple(variance)},
        facts={
            "bias_squared": float(np.mean(bias[chosen])),
            "variance": float(np.mean(variance)),
            "total": float(np.mean([one.total for one in mine])),
            "error": float(np.mean([one.error for one in mine])),
        },
        seeds=tuple(SEEDS),
        answer=capacity_answer(bias[CAPACITIES[0]], bias[CAPACITIES[-1]]) if asked else None,
    )


def _units(count: int) -> str:
    return f"{count} hidden unit{'s' * (count > 1)}"


def _check_words(mine: list[Decomposition], chosen: int, samples: int) -> str:
    bias, variance, total, error = (
        float(np.mean([getattr(one, name) for one in mine]))
        for name in ("bias_squared", "variance", "total", "error")
    )
    return (
        f"{_units(chosen)}, {SETS} training sets of {samples} samples, mean of five seeds: "
        f"statistical bias² {bias:.4f} + variance {variance:.4f} + noise {mine[0].noise:.4f} = {total:.4f}. "
        f"Measured against fresh noisy targets, the expected squared error is {error:.4f}."
    )


def change_words(noun: str, first: Array, last: Array) -> str:
    """Say how a part of the error changes from every seed, or in how many it rises and falls."""
    rises, falls, seeds = lower_in(first, last), lower_in(last, first), len(first)
    numbers = f"from {first.mean():.4f} to {last.mean():.4f}"
    if seeds in {rises, falls}:
        return f"{noun} {'rises' if rises else 'falls'} {numbers}, from every seed"
    return f"{noun} goes {numbers}, but this cannot be told apart: it rises in {rises} and falls in {falls} of {seeds} seeds"


def _course_words(measured: Measured) -> tuple[str, str]:
    """Say how the parts change from the fewest units to the most, and where the sum is lowest."""
    told = []
    for noun, name in (("statistical bias²", "bias_squared"), ("variance", "variance")):
        values = parts(measured, name)
        told.append(change_words(noun, values[:, 0], values[:, -1]))
    totals = parts(measured, "total")
    best = int(totals.mean(axis=0).argmin())
    near = [
        str(units)
        for at, units in enumerate(sorted(measured))
        if at != best and not lower_in_all(totals[:, best], totals[:, at])
    ]
    others = f"but not from every seed lower than with {' or '.join(near)}" if near else "from every seed"
    return (
        f"From {CAPACITIES[0]} unit to {CAPACITIES[-1]} (means of five seeds): {'; '.join(told)}.",
        f"The mean of the sum is lowest with {_units(sorted(measured)[best])}, {others}.",
    )


def _curves(measured: Measured, chosen: int) -> Curves:
    units = sorted(measured)
    looks = {
        "bias_squared": ("statistical bias²", "blue", "solid"),
        "variance": ("variance", "orange", "solid"),
        "noise": ("noise", "quiet", "dashed"),
        "total": ("sum", "ink", "solid"),
    }
    return Curves(
        title="What the squared error is made of",
        caption="Lines: mean of 5 seeds. Bands: lowest to highest seed.",
        x=Axis("hidden units", low=1, high=CAPACITIES[-1], logarithmic=True),
        y=Axis("squared error", low=0),
        lines=tuple(
            _mean_band(word, units, parts(measured, name), colour=colour, style=style)
            for name, (word, colour, style) in looks.items()
        ),
        marks=(Mark(chosen, str(chosen)),),
        sets="units",
        span=6,
        height=270,
    )


def _mean_band(name: str, units: list[int], values: Array, **look: Any) -> Line:
    """Draw means, which add up as the parts do (medians need not). values: shape (seeds, capacities)."""
    x = np.array(units, dtype=np.float64)
    return Line(name, x, values.mean(axis=0), low=values.min(axis=0), high=values.max(axis=0), **look)


def _table(mine: list[Decomposition]) -> Table:
    names = ("bias_squared", "variance", "noise", "total", "error")
    return Table(
        title="The check: three parts add up to the error",
        caption="The mean of 30 fits is itself uncertain: that adds about variance / 30 to the statistical bias².",
        columns=("", "statistical bias²", "variance", "noise", "sum", "measured error"),
        rows=(
            ("seed 0", *(float(getattr(mine[0], name)) for name in names)),
            ("mean of 5 seeds", *(float(np.mean([getattr(one, name) for one in mine])) for name in names)),
        ),
        span=12,
        height=95,
    )
