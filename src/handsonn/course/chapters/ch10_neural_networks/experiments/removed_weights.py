"""The lab `weights`, part 4: a share of a layer's weights is set to zero, in several orders."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments import weights_in_keras
from handsonn.course.chapters.ch10_neural_networks.experiments.digits_network import KERNELS, DigitsNetworks
from handsonn.course.chapters.ch10_neural_networks.experiments.removing_weights import (
    ORDERS,
    SHARES,
    layer_input_size,
    rank_correlation,
    removal_accuracies,
    removal_effects,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words
from handsonn.course.live import Outcome
from handsonn.course.live.part import Settings, Watch
from handsonn.course.pictures import Axis, Curves, Line, Mark, band

Array = np.ndarray[Any, Any]
NAMES = ("smallest first", "at random", "largest first", "smallest weight · input first")
COLOURS = ("blue", "quiet", "orange", "green")
NOTHING = 1e-6
"""A smaller share of probability that moves is rounding."""
OPTIONS_FROM = (0.03, 0.10, 0.30)
"""The loss of accuracy where the second, third and fourth option of the prediction begin."""


@cache
def removals(bench: DigitsNetworks, layer: str) -> Array:
    """Measure the test accuracy after each removal, shape (networks, orders, shares)."""
    at = KERNELS[layer][0]
    return np.stack(
        [
            removal_accuracies(bench, network, at, seed=seed)
            for seed, network in enumerate(bench.networks)
        ]
    )  # fmt: skip


@cache
def single_effects(bench: DigitsNetworks, layer: str, seed: int) -> tuple[Array, Array, Array]:
    """Give the size of each weight, of its input, and the effect of removing it alone; kernel's shape."""
    at = KERNELS[layer][0]
    network = bench.networks[seed]
    inputs = np.broadcast_to(layer_input_size(network, at, bench.train[0])[:, None], network[at].shape)
    return np.abs(network[at]), inputs, removal_effects(bench, network, at)


def removed_weights(bench: DigitsNetworks, settings: Settings, watch: Watch) -> Outcome:
    """Compare the orders at one share, and the size of each weight with its effect."""
    layer, share = settings["layer"], settings["share"]
    accuracy, measured = removals(bench, layer), []
    for seed in range(len(bench.networks)):
        watch.check()
        measured.append(single_effects(bench, layer, seed))
    left = dict(zip(ORDERS, accuracy[:, :, SHARES.index(share)].T, strict=True))
    by_size = np.array([rank_correlation(size, effect) for size, _, effect in measured])
    by_product = np.array([rank_correlation(size * inputs, effect) for size, inputs, effect in measured])
    lost = float(np.median(accuracy[:, 0, 0] - left["smallest"]))
    return Outcome(
        pictures={"removed": _lines(accuracy, share, layer), "effects": _dots(*measured[0])},
        notice=(
            _removal_words(layer, share, measured[0][0].size, left),
            (
                f"Rank correlation of a weight's size with its effect: {np.median(by_size):.2f} (1: the same order; 0: "
                f"none). Of size times the size of its input: {np.median(by_product):.2f}. A weight acts through what "
                "it multiplies."
            ),
            _dark_words(layer, *measured[0]),
        ),
        keras=weights_in_keras.which_matter(layer, share),
        keras_gives={order: tuple(values) for order, values in left.items()},
        facts={
            **{order: float(np.median(values)) for order, values in left.items()},
            "by_size": float(np.median(by_size)),
            "by_product": float(np.median(by_product)),
        },
        seeds=tuple(range(len(bench.networks))),
        answer=int(np.searchsorted(OPTIONS_FROM, lost)) if (layer, share) == ("hidden", 0.5) else None,
    )


def _removal_words(layer: str, share: float, weights: int, left: dict[str, Array]) -> str:
    if share == 0:
        return f"With all {weights:,} weights of the {layer} layer in place, test accuracy is {percent_words(left['smallest'])}."
    return (
        f"With {share:.0%} of the {weights:,} weights of the {layer} layer set to zero, test accuracy is "
        f"{percent_words(left['smallest'])} when the smallest go, {percent_words(left['random'])} at random, and "
        f"{percent_words(left['largest'])} when the largest go."
    )


def _lines(accuracy: Array, share: float, layer: str) -> Curves:
    percent = 100 * np.array(SHARES)
    return Curves(
        title=f"Weights of the {layer} layer set to zero",
        caption="Lines: median of 5 seeds. Bands: lowest to highest seed.",
        x=Axis("weights removed", "%", low=0, high=95),
        y=Axis("test accuracy", "%", low=0, high=100),
        lines=tuple(
            band(name, percent, 100 * accuracy[:, order], colour=colour)
            for order, (name, colour) in enumerate(zip(NAMES, COLOURS, strict=True))
        ),
        marks=(Mark(100 * share, f"{share:.0%}"),),
        span=7,
        height=330,
    )


def _dots(size: Array, inputs: Array, effect: Array) -> Curves:
    dark = inputs == 0
    lines = [Line("weight", size[~dark], 100 * effect[~dark], style="dots")]
    if dark.any():
        lines.append(
            Line("its input is always 0", size[dark], 100 * effect[dark], colour="orange", style="dots")
        )
    return Curves(
        title="Seed 0: each weight removed alone",
        caption="Effect: how many points of probability move to other classes, mean over the test images.",
        x=Axis("size of the weight", low=0),
        y=Axis("effect on the answers", "points", low=-0.02 * 100 * float(effect.max())),
        lines=tuple(lines),
        span=5,
        height=330,
    )


def _dark_words(layer: str, size: Array, inputs: Array, effect: Array) -> str:
    """Tell of the weights whose input is 0 for every training image."""
    dark = inputs == 0
    if not dark.any():
        return "Each input of this layer is above zero for some training image, so every weight multiplies something."
    units = int(dark.any(axis=1).sum())
    several = units > 1
    inputs_are = {
        "hidden": (
            f"{units} pixel{'s' * several} that {'are' if several else 'is'} dark in every training image; their "
            "gradient was always zero, so they kept their random first values."
        ),
        "output": f"the output of {units} hidden unit{'s' * several} that give{'s' * (not several)} 0 for every training image.",
    }[layer]
    largest = effect[dark].max()
    moved = (
        "removing one has no effect"
        if largest < NOTHING
        else f"removing one moves up to {100 * largest:.2f} points"
    )
    return (
        f"{dark.sum()} weights of seed 0 multiply {inputs_are} "
        f"Their size goes up to {size[dark].max():.2f}, and {moved}."
    )
