"""What a person orders to find the cause: gradients by depth, silent units, sizes of updates, labels, answers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import number_words, percent_words
from handsonn.course.chapters.ch11_training_deep_networks.experiments.arms import Arm, new_samples
from handsonn.course.chapters.ch11_training_deep_networks.experiments.looking import Looked
from handsonn.course.pictures import Axis, Bars, BarSet, Curves, Images, Line, Picture, band, spread
from handsonn.diagnosis.rules.hn007_unscaled_inputs import typical_sizes
from handsonn.experiments.diagnosing.answers import answers
from handsonn.experiments.diagnosing.fit_call import fit_arguments
from handsonn.experiments.diagnosing.score import predicted_classes
from handsonn.records import LayerRunFacts

Array = np.ndarray[Any, Any]
Evidence = tuple[Picture, str]
GRID_ROWS = 4
SIDE = 5
FAINT, FULL = 0.15, 0.85
USUAL_UPDATE = 1e-3
NOT_ZERO = 1e-4
"""Where a feature is always 0, its bar on a logarithmic axis ends here."""


def evidence(kind: str, before: Arm, looked: Looked, **look: Any) -> Evidence:
    """Draw one piece of evidence and say its numbers. kind: one of EVIDENCE."""
    return EVIDENCE[kind][1](before, looked, **look)


def layers_of(looked: Looked, value: str) -> tuple[tuple[str, ...], Array]:
    """Take one value of every layer with weights: their names, and shape (seeds, layers)."""
    runs = [facts.run.layers for facts in looked.facts if facts.run is not None]
    return tuple(layer.name for layer in runs[0]), np.array(
        [[getattr(layer, value) for layer in layers] for layers in runs], dtype=np.float64
    )


def gradients(_: Arm, looked: Looked, **look: Any) -> Evidence:
    """Show how large the first gradient is at each layer."""
    return _by_layer(looked, "gradient", "size of the gradient", "first gradient by depth", **look)


def updates(_: Arm, looked: Looked, **look: Any) -> Evidence:
    """Show how large an update is beside the weights it changes."""
    names, _sizes = layers_of(looked, "update")
    usual = Line(
        "one thousandth", np.arange(1, len(names) + 1), np.full(len(names), USUAL_UPDATE), colour="quiet",
        style="dashed",
    )  # fmt: skip
    return _by_layer(looked, "update", "update / weights", "update by depth", (usual,), **look)


def _by_layer(
    looked: Looked, value: str, axis: str, noun: str, more: tuple[Line, ...] = (), **look: Any
) -> Evidence:
    names, sizes = layers_of(looked, value)
    shown = np.where(sizes > 0, sizes, np.nan)
    line = band("median of 5 seeds", np.arange(1, len(names) + 1), shown)
    picture = Curves(
        x=Axis(f"layer, from the input ({len(names)}: the output)", low=1, high=len(names)),
        y=Axis(axis, logarithmic=True), lines=(line, *more), **look,
    )  # fmt: skip
    first, last = sizes[:, 0], sizes[:, -1]
    words = f"The {noun}: {number_words(first)} in the first layer, {number_words(last)} in the output layer."
    return picture, words


def silent_units(__: Arm, looked: Looked, **look: Any) -> Evidence:
    """Show the units of each hidden layer as a grid; a silent one is faint."""
    assert looked.facts[0].run is not None
    hidden = looked.facts[0].run.layers[:-1]
    _, shares = layers_of(looked, "silent_after")
    width = max(-(-len(layer.unit_silence) // GRID_ROWS) for layer in hidden)
    pixels = np.stack([_grid(layer, width) for layer in hidden])
    captions = tuple(
        f"{layer.name.replace('_', ' ')}: {sum(layer.unit_silence)} of {len(layer.unit_silence)} silent"
        for layer in hidden
    )
    worst = shares[:, :-1].max(axis=1)
    picture = Images(pixels=pixels, captions=captions, columns=min(5, len(hidden)), **look)
    return picture, f"In the layer that has the most of them, {percent_words(worst)} of the units are silent."


def _grid(layer: LayerRunFacts, width: int) -> Array:
    """Draw a square for each unit, with a gap to the next; a silent one is faint."""
    shades = np.zeros(GRID_ROWS * width)
    shades[: len(layer.unit_silence)] = [FAINT if silent else FULL for silent in layer.unit_silence]
    square = np.zeros((SIDE, SIDE))
    square[:-1, :-1] = 1.0
    return np.kron(shades.reshape(GRID_ROWS, width), square)


def labels(before: Arm, _: Looked, **look: Any) -> Evidence:
    """Show which labels train and which validate."""
    x, y, arguments = fit_arguments(before.case)
    held = arguments["validation_data"][1]
    classes = np.unique(np.concatenate([y, held]))
    shares = [np.array([(part == label).mean() for label in classes]) for part in (y, held)]
    picture = Bars(
        x=Axis("label"), y=Axis("share of the rows", low=0), names=tuple(str(label) for label in classes),
        sets=(BarSet(shares[0], name="training"), BarSet(shares[1], name="validation", colour="orange")), **look,
    )  # fmt: skip
    unseen = [str(label) for label in classes if label not in y]
    words = (
        f"Training never sees the labels {' and '.join(unseen)}."
        if unseen
        else f"All {len(classes)} labels are among the {len(x):,} training rows and the {len(held):,} of validation."
    )
    return picture, words


def given_answers(before: Arm, _: Looked, **look: Any) -> Evidence:
    """Show which classes the trained networks answer, beside how often they are true."""
    new_x, new_y = new_samples(before.case)
    classes = np.unique(new_y)
    given = [predicted_classes(answers(model, new_x), new_y) for model in before.models]
    shares = np.array([[(one == label).mean() for label in classes] for one in given])
    true = BarSet(np.array([(new_y == label).mean() for label in classes]), name="true", colour="quiet")
    picture = Bars(
        x=Axis("label"), y=Axis("share of new samples", low=0, high=1), names=tuple(str(c) for c in classes),
        sets=(true, spread(shares, name="answered")), **look,
    )  # fmt: skip
    most = shares.max(axis=1)
    return picture, f"The most frequent answer is given to {percent_words(most)} of {len(new_y)} new samples."


def loss_at_start(_: Arm, looked: Looked, **look: Any) -> Evidence:
    """Show the loss before the first update beside that of knowing nothing."""
    runs = [facts.run for facts in looked.facts if facts.run is not None]
    starts = np.array([[math.nan if run.loss_at_start is None else run.loss_at_start] for run in runs])
    expected = runs[0].expected_at_start or math.nan
    measured = spread(starts)
    values, low, high = (
        np.array([one[0], expected]) for one in (measured.values, measured.low, measured.high) if one is not None
    )  # fmt: skip
    picture = Bars(
        x=Axis("network"), y=Axis("loss", low=0), names=("before its first update", "knows nothing"),
        sets=(BarSet(values, low, high),), **look,
    )  # fmt: skip
    words = f"Before the first update the loss is {number_words(starts[:, 0])}; a network that knows nothing has {expected:.3g}."
    return picture, words


def feature_sizes(_: Arm, looked: Looked, **look: Any) -> Evidence:
    """Show how large each feature typically is."""
    data = looked.facts[0].data
    assert data is not None
    sizes = typical_sizes(data.x[0])
    picture = Bars(
        x=Axis("feature"), y=Axis("typical size", low=NOT_ZERO, logarithmic=True),
        names=tuple(str(place) for place in range(len(sizes))),
        sets=(BarSet(np.maximum(sizes, NOT_ZERO)),), **look,
    )  # fmt: skip
    return picture, f"The features are typically as large as {sizes.min():.2g} to {sizes.max():,.3g}."


EVIDENCE: dict[str, tuple[str, Callable[..., Evidence]]] = {
    "gradients": ("gradient by depth", gradients),
    "silent": ("silent units", silent_units),
    "updates": ("size of the updates", updates),
    "answers": ("what it answers", given_answers),
    "labels": ("labels of the rows", labels),
    "start": ("loss at the start", loss_at_start),
    "features": ("size of the features", feature_sizes),
}
TITLES = {
    "gradients": "Gradient by depth, before training",
    "silent": "Units after training, one square each (seed 0)",
    "updates": "One update beside the weights it changes",
    "answers": "What the trained networks answer",
    "labels": "Labels of the rows that train and validate",
    "start": "Loss before the first update",
    "features": "Typical size of each feature",
}
