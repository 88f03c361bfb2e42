"""Saved and loaded again: what is drawn and said of it, and its code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.digits_network_code import (
    digits_network_code,
)
from handsonn.course.pictures import Axis, Curves, Mark, Picture, Table, band

Array = np.ndarray[Any, Any]
WAYS = ("keras", "json and weights", "yaml and weights", "weights", "json")
WORDS = (
    "the whole model (.keras)",
    "JSON + weights",
    "YAML + weights",
    "weights into a new network",
    "JSON alone",
)
AFTER = 6
SEEN = 0.03
"""A smaller part of the axis is hardly seen between two lines."""
LARGE = 1.5
"""From here on a loss is told as so many times another."""


@dataclass(frozen=True)
class Reloaded:
    """What came of it, for each seed.

    apart: the largest difference of any prediction. accuracy_before, accuracy: on the validation samples,
    before saving and after loading, shape (seeds,). loss_before: shape (seeds, epochs before saving).
    stayed, came_back: training loss of the AFTER further epochs, of the network that was never saved and of
    the loaded one, shape (seeds, AFTER). updates: that the loaded optimizer had counted.
    """

    apart: tuple[float, ...]
    accuracy_before: Array
    accuracy: Array
    loss_before: Array
    stayed: Array
    came_back: Array
    updates: tuple[int, ...]


def reload_pictures(found: Reloaded, words: str) -> dict[str, Picture]:
    """Draw the training before and after, and the table of seeds."""
    before = found.loss_before.shape[1]
    first = np.arange(1, before + 1)
    later = np.arange(before + 1, before + AFTER + 1)
    highest = max(found.loss_before.max(), found.came_back.max())
    rows = tuple(
        (str(seed), float(apart), f"{was:.1%}", f"{now:.1%}", updates)
        for seed, (apart, was, now, updates) in enumerate(
            zip(found.apart, found.accuracy_before, found.accuracy, found.updates, strict=True)
        )
    )
    return {
        "curves": Curves(
            title="Training goes on",
            caption="Lines: median of 5 seeds. Bands: lowest to highest seed.",
            # A single epoch before saving is a dot; half an epoch keeps it off the vertical axis.
            x=Axis("epoch", low=1 if before > 1 else 0.5, high=before + AFTER),
            y=Axis("training loss", low=0, high=float(highest) * 1.05),
            lines=(
                band("before saving", first, found.loss_before, colour="quiet"),
                band("never saved", later, found.stayed),
                band("saved and loaded", later, found.came_back, colour="orange", style="dashed"),
            ),
            marks=(Mark(before + 0.5, "saved"),),
            span=7,
            height=215,
        ),
        "seeds": Table(
            title=f"After loading: {words}",
            columns=("seed", "predictions apart", "accuracy before", "after", "updates counted"),
            rows=rows,
            span=5,
            height=240,
        ),
        "gap": _gap(found, later),
    }


def _gap(found: Reloaded, epochs: Array) -> Curves:
    """Draw by how much each seed's loss differs; the same axis while the difference is tiny or none."""
    gap = found.came_back - found.stayed
    reach = max(0.01, float(np.abs(gap).max()) * 1.1)
    return Curves(
        title="Loss of the network saved and loaded minus loss of the one never saved, seed by seed",
        x=Axis("epoch", low=float(epochs[0]), high=float(epochs[-1])),
        y=Axis("difference of the loss", low=min(-0.002, float(gap.min()) * 1.1), high=reach),
        lines=(band("difference of the training loss", epochs, gap, colour="orange"),),
        span=12,
        height=140,
    )


def reload_notice(found: Reloaded, words: str) -> tuple[str, ...]:
    """Say whether the predictions and the training that follows are the same."""
    apart, gap = max(found.apart), np.abs(found.came_back - found.stayed)
    same = "the same, bit for bit" if apart == 0 else f"different by up to {apart:.2g}"
    sentences = [
        (
            f"With {words}, the predictions after loading are {same}; the validation accuracy is "
            f"{np.median(found.accuracy):.1%}, before saving it was {np.median(found.accuracy_before):.1%}."
        )
    ]
    if gap.max() == 0:
        sentences.append(
            f"Training goes on as if nothing had happened: the loss of {AFTER} further epochs differs by 0 in all "
            f"{len(gap)} seeds. The optimizer had kept its count of {found.updates[0]:,} updates and its averages."
        )
    else:
        first = found.came_back[:, 0] - found.stayed[:, 0]
        higher = int((first > 0).sum())
        sentences.append(
            f"Training goes on differently: the optimizer counts from {found.updates[0]:,}. In the first epoch after loading "
            f"the loss is higher than without saving in {higher} of {len(first)} seeds ({_times_words(found)}{_seen(gap, found)})."
        )
    return tuple(sentences)


def _times_words(found: Reloaded) -> str:
    """Say how the losses of the first epoch after loading compare: a small difference in percent, a large one as a factor."""
    came_back, stayed = float(np.median(found.came_back[:, 0])), float(np.median(found.stayed[:, 0]))
    times = came_back / stayed
    said = f"in the median {came_back:.3g} against {stayed:.3g}"
    if times >= LARGE:
        return f"{said}, {times:.2g} times as high"
    apart = f"{abs(times - 1):.1%}"
    return f"{said}, {'less than 0.1%' if apart == '0.0%' else apart} {'higher' if times > 1 else 'lower'}"


def _seen(gap: Array, found: Reloaded) -> str:
    """Say where to look for a difference that the upper picture, as high as the highest loss, cannot show."""
    small = gap.max() < SEEN * max(found.loss_before.max(), found.came_back.max())
    return ": look at the lower picture" if small else ""


def same_or_not(found: Reloaded) -> int:
    """Say which it is: 0 same predictions and same training, 1 same predictions only, 2 other predictions."""
    if max(found.apart) > 0:
        return 2
    return 0 if np.array_equal(found.stayed, found.came_back) else 1


STEPS = {
    "keras": """    model.save(folder / "digits.keras")
    loaded = keras.models.load_model(folder / "digits.keras")""",
    "json and weights": """    text = model.to_json()
    model.save_weights(folder / "digits.weights.h5")
    loaded = keras.models.model_from_json(text)
    loaded.load_weights(folder / "digits.weights.h5")""",
    "yaml and weights": """    hn.save(model, folder / "digits", formats=["yaml", "weights"])
    loaded = hn.load_model(folder / "digits.yaml", weights=folder / "digits.weights.h5")""",
    "weights": """    model.save_weights(folder / "digits.weights.h5")
    loaded = make_network()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras warns: the new optimizer has no place for the saved state
        loaded.load_weights(folder / "digits.weights.h5")""",
    "json": """    loaded = keras.models.model_from_json(model.to_json())""",
}


def reload_code(way: str, before: int) -> str:
    """Write the code of exactly this experiment."""
    return f"""import tempfile
import warnings
from pathlib import Path

import handsonn as hn  # reads and splits the data (and writes YAML); the rest is plain Keras
import keras
import numpy as np

split = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)
x, y = split.train.x, split.train.y


def make_network():
{digits_network_code(spaces=4)}
    model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def save_and_load(model, folder):
{STEPS[way]}
    return loaded


seeds = range(5)
apart, stayed, came_back = [], [], []
for seed in seeds:
    keras.utils.set_random_seed(seed)
    model = make_network()
    model.fit(x, y, batch_size=32, epochs={before}, verbose=0)
    keras.utils.set_random_seed(100 + seed)  # what is new after loading is drawn from this
    with tempfile.TemporaryDirectory() as folder:
        loaded = save_and_load(model, Path(folder))
    inputs = split.validation.x
    apart.append(float(np.abs(np.asarray(model(inputs)) - np.asarray(loaded(inputs))).max()))
    for network, losses in ((model, stayed), (loaded, came_back)):
        history = network.fit(x, y, batch_size=32, epochs={AFTER}, shuffle=False, verbose=0)  # the same batches
        losses.append(history.history["loss"][-1])
print(apart, stayed, came_back)
"""
