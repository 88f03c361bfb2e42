"""The lab `weights`, part 3: all weights of a layer of a trained network are multiplied by one factor."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments import weights_in_keras
from handsonn.course.chapters.ch10_neural_networks.experiments.answer_bars import answer_bars
from handsonn.course.chapters.ch10_neural_networks.experiments.digits_network import DigitsNetworks, scaled
from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import changes_words, lower_in
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words
from handsonn.course.live import Outcome
from handsonn.course.live.part import Settings, Watch
from handsonn.course.pictures import Axis, Curves, Images, Mark, WeightImages, band

Array = np.ndarray[Any, Any]
FACTORS = (0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0)
NAMES = {
    "hidden": "the hidden layer's weights",
    "output": "the output layer's weights",
    "both": "all weights of both layers",
}


@cache
def scaling_curve(bench: DigitsNetworks, layer: str) -> tuple[Array, Array]:
    """Measure accuracy and certainty of each network at each factor, both of shape (networks, factors).

    Certainty is the mean, over the test images, of the probability of the class that the network chooses.
    """
    x, y = bench.test
    said = [bench.say([scaled(network, layer, f) for f in FACTORS], x) for network in bench.networks]
    accuracy = np.stack([(one.argmax(-1) == y).mean(1) for one in said])
    return accuracy, np.stack([one.max(-1).mean(1) for one in said])


def scaled_layer(bench: DigitsNetworks, settings: Settings, watch: Watch) -> Outcome:
    """Show what all networks do at each factor, and what the first says of one image."""
    watch.check()
    layer, factor, index = settings["layer"], settings["factor"], int(settings["image"])
    accuracy, certainty = scaling_curve(bench, layer)
    at, as_trained = FACTORS.index(factor), FACTORS.index(1.0)
    now, then = accuracy[:, at], accuracy[:, as_trained]
    sure, was_sure = certainty[:, at], certainty[:, as_trained]
    pictures, sizes = _pictures(bench, layer, factor, index)
    moved, surer = float(np.median(np.abs(now - then))), float(np.median(sure - was_sure))
    medians = np.median(accuracy[:, FACTORS.index(0.25) :], axis=0)
    return Outcome(
        pictures=pictures,
        notice=(
            _accuracy_words(layer, factor, now, then),
            _certainty_words(factor, sure, was_sure, medians),
            _sensitivity_words(factor, *sizes),
        ),
        keras=weights_in_keras.scale_layer(layer, factor),
        keras_gives={"accuracy": tuple(now), "certainty": tuple(sure)},
        facts={"moved": moved, "surer": surer, "accuracy": float(np.median(now))},
        seeds=tuple(range(len(bench.networks))),
        answer=scaling_answer(moved, surer) if (layer, factor) == ("output", 3.0) else None,
    )


def _accuracy_words(layer: str, factor: float, now: Array, then: Array) -> str:
    if factor == 1:
        return f"A factor of 1 leaves {NAMES[layer]} as trained: accuracy is {percent_words(then)}."
    told = f"With {NAMES[layer]} times {factor:g}, accuracy is {percent_words(now)}; as trained it is {percent_words(then)}."
    clear = len(now) in {lower_in(now, then), lower_in(then, now)}
    return f"{told} It {changes_words(then, now)}{'' if clear else ', so this is no clear change'}."


def _certainty_words(factor: float, sure: Array, was_sure: Array, medians: Array) -> str:
    """Tell the certainty, and the range of the median accuracies from factor 0.25 to 3."""
    told = f"The networks' certainty is {np.median(sure):.1%}"
    told += "." if factor == 1 else f"; as trained it is {np.median(was_sure):.1%}."
    return f"{told} From factor 0.25 to 3 the median accuracy stays between {medians.min():.1%} and {medians.max():.1%}."


def _sensitivity_words(factor: float, then: float, now: float) -> str:
    told = f"For this image, the largest sensitivity of the probability of its class to a pixel is {now:.2g}"
    return f"{told}." if factor == 1 else f"{told}; as trained it is {then:.2g}."


def scaling_answer(moved: float, surer: float) -> int:
    """Tell which option the changes of accuracy and certainty support; both are medians over the seeds."""
    if moved > 0.02:
        return 0
    return 1 if surer > 0.01 else 2 if surer < -0.01 else 3


def _pictures(bench: DigitsNetworks, layer: str, factor: float, index: int) -> tuple[dict[str, Any], Array]:
    image, label = bench.test[0][index], int(bench.test[1][index])
    first = bench.networks[0]
    two = [first, scaled(first, layer, factor)]
    before, after = bench.say(two, image[None])[:, 0]
    maps = np.stack([bench.sensitivity(network, image, label) for network in two])
    pictures = {
        "factors": _curves(bench, layer, factor),
        "answer": answer_bars(before, after, label, span=6, height=215),
        "image": Images(
            title="The image", pixels=image[None], captions=(f"the digit {label}",), span=3, height=140
        ),
        "sensitivity": WeightImages(
            title=f"Sensitivity of “{label}” to each pixel",
            weights=maps,
            captions=("as trained", f"times {factor:g}"),
            columns=2,
            unit="slope",
            span=6,
            height=165,
        ),
    }
    return pictures, np.abs(maps).max(axis=(1, 2))


def _curves(bench: DigitsNetworks, layer: str, factor: float) -> Curves:
    accuracy, certainty = scaling_curve(bench, layer)
    return Curves(
        title="All test images, over the factor",
        caption="Lines: median of 5 seeds. Bands: lowest to highest.",
        x=Axis("factor", low=0, high=3),
        y=Axis("share", low=0, high=1.05),
        lines=(band("accuracy", FACTORS, accuracy), band("certainty", FACTORS, certainty, colour="orange")),
        marks=(Mark(factor, f"times {factor:g}"),),
        sets="factor",
        span=6,
        height=215,
    )
