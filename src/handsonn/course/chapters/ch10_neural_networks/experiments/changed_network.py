"""The lab `weights`, part 2: one weight, or all weights into one hidden unit, of a trained network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments import weights_in_keras
from handsonn.course.chapters.ch10_neural_networks.experiments.answer_bars import answer_bars
from handsonn.course.chapters.ch10_neural_networks.experiments.digits_network import (
    DigitsNetworks,
    Weights,
    largest_weight,
    one_changed,
    unit_changed,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words
from handsonn.course.live import Outcome
from handsonn.course.live.part import Settings, Watch
from handsonn.course.pictures import DiagramLayer, Images, NetworkDiagram, WeightImages

Array = np.ndarray[Any, Any]
Place = tuple[int, int, int]
FIRST_PIXEL = 32
PIXELS_DRAWN = 8
"""The diagram shows the pixels of one row of the image, the fifth: 8 of the 64 inputs."""
CLEAR = 40
"""How many of the diagram's 288 weights are drawn clearly; the others are faint."""
OPTIONS_FROM = (1, 36, 180)
"""The fewest images of the second, third and fourth option of the prediction: one, a tenth, half of 359."""


def changed_network(bench: DigitsNetworks, settings: Settings, watch: Watch) -> Outcome:
    """Multiply a weight, or a unit's weights, in all networks; show the first, count over all."""
    watch.check()
    place, unit, factor = place_in_network(settings["weight"]), int(settings["unit"]) % 16, settings["factor"]
    one_weight = settings["what"] == "weight"
    if one_weight:
        places = [place or largest_weight(network) for network in bench.networks]
        changed = [one_changed(n, p, factor) for n, p in zip(bench.networks, places, strict=True)]
    else:
        changed = [unit_changed(network, unit, factor) for network in bench.networks]
    x, y = bench.test
    before, after = bench.say(bench.networks, x), bench.say(changed, x)
    different = (before.argmax(-1) != after.argmax(-1)).sum(1)
    accuracy = (after.argmax(-1) == y).mean(1)
    index = int(settings["image"])
    picked = places[0] if one_weight else unit
    median = int(np.median(different))
    asked = one_weight and place is None and factor == 0
    return Outcome(
        pictures=_pictures(bench, changed[0], index, (before[0, index], after[0, index]), picked),
        notice=(
            _answer_words(_name(one_weight, place, unit), factor, different, len(x)),
            f"Test accuracy: {percent_words(accuracy)}; before, {percent_words((before.argmax(-1) == y).mean(1))}.",
            _image_words(before[0, index], after[0, index], int(y[index]), factor),
        ),
        keras=weights_in_keras.a_network(settings["what"], place, unit, factor),
        keras_gives={"accuracy": tuple(accuracy), "different": tuple(map(int, different))},
        facts={"different": median, "accuracy": float(np.median(accuracy))},
        seeds=tuple(range(len(bench.networks))),
        answer=int(np.searchsorted(OPTIONS_FROM, median, side="right")) if asked else None,
    )


def _answer_words(name: str, factor: float, different: Array, images: int) -> str:
    if factor == 1:
        return f"A factor of 1 leaves {name} as trained, and every answer to the {images} test images too."
    counts = ", ".join(map(str, different[:-1]))
    return (
        f"You multiplied {name} by {factor:g}. Of {images} test images, the five networks now answer {counts} and "
        f"{different[-1]} differently: median {np.median(different):.0f}, seeds {different.min()} to {different.max()}."
    )


def _image_words(before: Array, after: Array, label: int, factor: float) -> str:
    """Tell what the network of seed 0 says of the image, shape (10,) before and after, and how to read its slopes."""
    then, now = int(before.argmax()), int(after.argmax())
    if factor == 1:
        told = f"Seed 0 gives this image {before[label]:.1%} for its class, {label}."
    else:
        told = f"Seed 0 gave this image {before[label]:.1%} for its class, {label}, and now gives {after[label]:.1%}; "
        told += f"it still answers {now}." if now == then else f"it answered {then} and now answers {now}."
    return (
        f"{told} Sensitivity, of the network {'as trained' if factor == 1 else 'as changed'}, tells how fast the probability "
        f"of {label} grows with the ink of each pixel: blue, more ink helps; orange, it harms."
    )


def place_in_network(picked: Sequence[float]) -> Place | None:
    """Turn what a click on the diagram gave, (layer, from, to) as drawn, into the network's own numbers."""
    if len(picked) != len(("layer", "from", "to")):
        return None
    layer, start, end = (int(number) for number in picked)
    if not (layer in {0, 1} and 0 <= start < (PIXELS_DRAWN, 16)[layer] and 0 <= end < (16, 10)[layer]):
        return None  # an address written by hand
    return (layer, start + FIRST_PIXEL, end) if layer == 0 else (layer, start, end)


def _name(one_weight: bool, place: Place | None, unit: int) -> str:
    if not one_weight:
        return f"all 64 weights into hidden unit {unit}"
    if place is None:
        return "the largest weight of the output layer"
    layer, start, end = place
    return f"the weight from {('pixel', 'hidden unit')[layer]} {start} to {('hidden unit', 'class')[layer]} {end}"


def _pictures(
    bench: DigitsNetworks, network: Weights, index: int, said: tuple[Array, Array], picked: Place | int
) -> dict[str, Any]:
    """Draw one network as changed. said: before and after. picked: the place of a weight, or a unit."""
    image, label = bench.test[0][index], int(bench.test[1][index])
    one_unit = isinstance(picked, int)
    return {
        "units": WeightImages(
            title="What each hidden unit looks for: its weights",
            weights=network[0].T.reshape(16, 8, 8),
            columns=16,
            captions=tuple(str(unit) for unit in range(16)),
            largest=1.2,
            selected=picked if isinstance(picked, int) else None,
            sets="unit" if one_unit else "",
            span=12,
            height=138,
        ),
        "diagram": _diagram(network, image, said[1], picked),
        "image": Images(
            title="Image", pixels=image[None], captions=(f"the digit {label}",), span=2, height=180
        ),
        "sensitivity": WeightImages(
            title="Sensitivity",
            weights=bench.sensitivity(network, image, label)[None],
            captions=(f"of “{label}”, as changed",),
            unit="slope",
            span=2,
            height=200,
        ),
        "answer": answer_bars(*said, label, span=3, height=260),
    }


def _diagram(network: Weights, image: Array, said: Array, picked: Place | int) -> NetworkDiagram:
    """Draw 8 pixels, the 16 hidden units and the 10 classes, with what they give for the image."""
    row, pixels = slice(FIRST_PIXEL, FIRST_PIXEL + PIXELS_DRAWN), image.reshape(-1)
    hidden = np.maximum(pixels @ network[0] + network[1], 0)
    names = [tuple(f"{noun} {i}" for i in range(64)) for noun in ("pixel", "hidden unit", "class")]
    place = None if isinstance(picked, int) else picked
    if place is not None and place[0] == 0:
        place = (0, place[1] - FIRST_PIXEL, place[2])
    return NetworkDiagram(
        title="The network of seed 0, and what it gives",
        caption=f"Clear: the {CLEAR} largest weights drawn."
        if place
        else f"Clear: the weights into and out of hidden unit {picked}.",
        layers=(
            DiagramLayer("pixels", len(pixels), PIXELS_DRAWN, names[0][row], activations=pixels[row]),
            DiagramLayer("hidden", 16, 16, names[1][:16], network[1], hidden),
            DiagramLayer("classes", 10, 10, names[2][:10], network[3], said),
        ),
        weights=(network[0][row], network[2]),
        largest=2.5,
        faint_below=_faint_below((network[0][row], network[2]), CLEAR if place else 0),
        selected_weight=place,
        selected_unit=(1, picked) if isinstance(picked, int) else None,
        sets_weight="" if isinstance(picked, int) else "weight",
        span=5,
        height=260,
    )


def _faint_below(kernels: tuple[Array, ...], clear: int) -> float:
    """Give the size that only the largest of these weights reach, as many as `clear` tells."""
    sizes = np.sort(np.concatenate([np.abs(kernel).ravel() for kernel in kernels]))
    return float(sizes[-clear]) if clear else float(sizes[-1]) + 1
