"""The lab `bias`, part 4: the statistical bias of networks with and without bias parameters."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments import bias_in_keras
from handsonn.course.chapters.ch10_neural_networks.experiments.bias_and_variance import (
    GRID,
    Decomposition,
    Resamplings,
    truth,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.fitted_curves import fitted_curves
from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lower_in, lower_in_all
from handsonn.course.live import Outcome
from handsonn.course.live.part import Settings, Watch
from handsonn.course.pictures import Axis, Bars, BarSet

Array = np.ndarray[Any, Any]
SEEDS = range(5)
ASKED = (10, 20, 0.3)
"""The prediction: hidden units, samples in a training set, noise."""


def even_part() -> float:
    """Give the mean square of the truth's even part, (f(x) + f(-x)) / 2: no odd function can follow it."""
    wanted = truth(GRID.astype("float64"))
    return float((((wanted + wanted[::-1]) / 2) ** 2).mean())


def two_biases(resamplings: Resamplings, settings: Settings, watch: Watch) -> Outcome:
    """Measure the networks with bias parameters and without, on the same training sets."""
    units, samples, noise = int(settings["units"]), int(settings["samples"]), settings["noise"]
    measured: dict[bool, list[Decomposition]] = {True: [], False: []}
    for use_bias, seed in ((use_bias, seed) for use_bias in measured for seed in SEEDS):
        watch.progress(
            (seed + 5 * (not use_bias)) / 10, f"{'with' if use_bias else 'without'} bias, seed {seed}"
        )
        one = resamplings.measure(units, seed, samples=samples, noise=noise, use_bias=use_bias, watch=watch)
        measured[use_bias].append(one)
        watch.check()
    bias = {key: np.array([one.bias_squared for one in found]) for key, found in measured.items()}
    variance = {key: np.array([one.variance for one in found]) for key, found in measured.items()}
    counts = {True: 3 * units + 1, False: 2 * units}
    return Outcome(
        pictures=_pictures(measured, bias, variance),
        notice=(
            (
                f"Means of five seeds. With bias parameters ({counts[True]} parameters in each network) the statistical bias² is "
                f"{_range(bias[True])}; without them ({counts[False]} parameters) it is {_range(bias[False])}."
            ),
            f"Variance: {_range(variance[True])} with them, {_range(variance[False])} without.",
            sum_words(bias, variance, noise),
            (
                "Without biases every network is odd, f(-x) = -f(x), and 0 at 0. That is an assumption, and it is false here: "
                f"the truth's even part, 0.6 x², has the mean square {even_part():.4f}, and the statistical bias² cannot "
                "be lower."
            ),
        ),
        keras=bias_in_keras.both_biases(units, samples, noise),
        keras_gives={"with_bias": tuple(bias[True]), "without_bias": tuple(bias[False])},
        facts={
            "with": float(np.mean(bias[True])),
            "without": float(np.mean(bias[False])),
            "variance_with": float(np.mean(variance[True])),
            "variance_without": float(np.mean(variance[False])),
            "sum_with": float(np.mean(bias[True] + variance[True])),
            "sum_without": float(np.mean(bias[False] + variance[False])),
        },
        seeds=tuple(SEEDS),
        answer=two_biases_answer(bias[True], bias[False]) if (units, samples, noise) == ASKED else None,
    )


def two_biases_answer(with_bias: Array, without: Array) -> int:
    """Tell the statistical bias without bias parameters: 0 zero, 1 smaller, 2 not told apart, 3 larger."""
    if without.max() < 1e-6:
        return 0
    if lower_in_all(without, with_bias):
        return 1
    return 3 if lower_in_all(with_bias, without) else 2


def sum_words(bias: dict[bool, Array], variance: dict[bool, Array], noise: float) -> str:
    """Say which networks make the smaller error, and by which of its parts. The keys: with bias parameters or not."""
    sums = {key: bias[key] + variance[key] for key in (True, False)}
    told = f"The sum of the two is {_range(sums[True])} with them and {_range(sums[False])} without (the noise adds {noise**2:g} to both): "
    rigid, seeds = lower_in(sums[False], sums[True]), len(sums[True])
    if not (lower_in_all(sums[False], sums[True]) or lower_in_all(sums[True], sums[False])):
        return f"{told}the two cannot be told apart, since the networks without biases have the lower sum from {rigid} of {seeds} seeds."
    return (
        f"{told}here the networks {'without' if rigid else 'with'} biases are the better ones, from every seed. Taking the biases out "
        f"{_moved(bias)} the statistical bias² by {_by(bias)} and {_moved(variance)} the variance by {_by(variance)}."
    )


def _moved(part: dict[bool, Array]) -> str:
    return "raised" if np.mean(part[False]) > np.mean(part[True]) else "lowered"


def _by(part: dict[bool, Array]) -> str:
    return f"{abs(np.mean(part[False]) - np.mean(part[True])):.4f}"


def _range(values: Array) -> str:
    low, high = f"{values.min():.4f}", f"{values.max():.4f}"
    return f"{values.mean():.4f} ({f'in all {len(values)} seeds' if low == high else f'{low} to {high} over the seeds'})"


def _bars(parts: list[Array], name: str, colour: str) -> BarSet:
    """Draw means, which add up as the parts do (medians need not)."""
    values = np.stack(parts)
    return BarSet(values.mean(axis=1), values.min(axis=1), values.max(axis=1), name, colour)


def _pictures(
    measured: dict[bool, list[Decomposition]], bias: dict[bool, Array], variance: dict[bool, Array]
) -> dict[str, Any]:
    sets = tuple(
        _bars([bias[key], variance[key], bias[key] + variance[key]], name, colour)
        for key, name, colour in ((True, "with bias", "blue"), (False, "without", "orange"))
    )
    look: dict[str, Any] = {"span": 4, "height": 340}
    return {
        "with": fitted_curves(
            measured[True][0].fits, "With bias parameters", caption="Thirty fits, seed 0.", **look
        ),
        "without": fitted_curves(measured[False][0].fits, "Without", caption="Thirty fits, seed 0.", **look),
        "parts": Bars(
            title="Parts of the error",
            caption="Bars: mean of 5 seeds. Whiskers: lowest to highest.",
            x=Axis("part"),
            y=Axis("squared error", low=0),
            names=("stat. bias²", "variance", "their sum"),
            sets=sets,
            **look,
        ),
    }
