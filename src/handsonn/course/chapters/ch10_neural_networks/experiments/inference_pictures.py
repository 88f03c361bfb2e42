"""The pictures of the lab about inference: measured arrays in, pictures out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.calibration import Reliability
from handsonn.course.pictures import (
    Axis,
    Bars,
    BarSet,
    ConfusionMatrix,
    Curves,
    Images,
    Line,
    Mark,
    Picture,
    band,
    histogram,
    spread,
)

Array = np.ndarray[Any, Any]
MOST_IMAGES = 16


def pictures_of_confusions(
    counts: Array, names: Sequence[str], cell: tuple[int, int], members: tuple[Array, Array], chosen: int
) -> dict[str, Picture]:
    """Show the matrix, the images of one cell, and the probabilities of one of them.

    members: the cell's images, shape (n, height, width), and their probabilities, shape (n, classes).
    """
    images, probabilities = members
    label, predicted = names[cell[0]], names[cell[1]]
    several: dict[str, Picture] = {
        "matrix": ConfusionMatrix(
            title="Labels and predictions",
            counts=counts,
            class_names=tuple(names),
            selected=cell,
            sets="cell",
            span=6,
            height=380,
        ),
        "images": Images(
            title=f"Label {label}, predicted {predicted}: {len(images)}",
            pixels=images[:MOST_IMAGES],
            captions=tuple(f"{p[cell[1]]:.0%}" for p in probabilities[:MOST_IMAGES]),
            selected=chosen if len(images) else None,
            sets="image",
            span=3,
            height=380,
        ),
    }
    order = list(range(len(names)))
    several["probabilities"] = Bars(
        title="Probabilities of the chosen image" if len(images) else "No image is in this cell",
        x=Axis("class"),
        y=Axis("probability", low=0, high=1),
        names=tuple(names[i] for i in order),
        sets=(BarSet(probabilities[chosen] if len(images) else np.zeros(len(names))),),
        highlighted=cell[1] if len(images) else None,
        span=3,
        height=380,
    )
    return several


def pictures_of_thresholds(
    probabilities: Array, malignant: Array, counts: Array, at: dict[float, Array], threshold: float
) -> dict[str, Picture]:
    """Show the matrix at the threshold, both scores over all thresholds, and the probabilities by label.

    at: by threshold, precision and recall of each seed, shape (seeds, 2).
    """
    places = np.array(list(at))
    both = np.array(list(at.values()))
    return {
        "curves": Curves(
            title="Precision and recall, by threshold",
            caption="Lines: median of 5 seeds. Bands: lowest to highest seed.",
            x=Axis("threshold", low=0, high=1),
            y=Axis("share", high=1.0),
            lines=(
                band("precision", places, both[:, :, 0].T),
                band("recall", places, both[:, :, 1].T, colour="orange", style="dashed"),
            ),
            marks=(Mark(threshold, f"{threshold:g}"),),
            sets="threshold",
            span=7,
            height=230,
        ),
        "matrix": ConfusionMatrix(
            title="The test tumours",
            counts=counts,
            class_names=("benign", "malignant"),
            span=5,
            height=230,
        ),
        "histogram": histogram(
            Axis("probability of being malignant", low=0, high=1),
            [probabilities[malignant], probabilities[~malignant]],
            names=("labelled malignant", "labelled benign"),
            bins=40,
            span=12,
            height=140,
            title="What the network says of them",
        ),
    }


def pictures_without_labels(
    images: Array,
    counts: Array,
    confidence: Array,
    known: tuple[Array, Array] | None,
    names: Sequence[str],
) -> dict[str, Picture]:
    """Show some new images, the predicted classes and the confidences; with labels, also right and wrong.

    counts: shape (seeds, classes). confidence: shape (seeds, samples). known: the labels, shape (samples,), and
    whether each answer is right, shape (seeds, samples); None where the labels are missing.
    """
    predicted = spread(counts, name="predicted" if known else "")
    first = confidence[0]
    sets, by_answer, answers = (predicted,), [first], ("",)
    if known:
        labels, right = known
        truth = BarSet(np.bincount(labels, minlength=len(names)), name="labels", colour="quiet")
        sets = (predicted, truth)
        by_answer, answers = [first[right[0]], first[~right[0]]], ("right", "wrong")
    return {
        "images": Images(
            title="Some of the new images", pixels=images, columns=len(images), span=12, height=90
        ),
        "classes": Bars(
            title="Predicted classes",
            caption="Median of 5 seeds, lowest to highest.",
            x=Axis("class"),
            y=Axis("images", low=0),
            names=tuple(names),
            sets=sets,
            span=7,
            height=230,
        ),
        "confidence": replace(
            histogram(
                Axis("confidence", low=0, high=1),
                by_answer,
                names=answers,
                bins=20,
                span=5,
                height=230,
                title="Confidence of each answer (seed 0)",
            ),
            y=Axis("images", low=0),
        ),
    }


def pictures_of_calibration(
    epochs: Sequence[int], chosen: int, measured: Sequence[Reliability], shares: dict[str, Any], best: Array
) -> dict[str, Picture]:
    """Show accuracy per interval of confidence, its counts, and accuracy, confidence and error over the epochs."""
    bins = len(measured[0].counts)
    edges = np.linspace(0, 1, bins + 1)
    middles = (edges[:-1] + edges[1:]) / 2
    look = {"edges": edges, "x": Axis("confidence", low=0, high=1), "span": 5}
    return {
        "epochs": Curves(
            title="Accuracy, confidence and error over the epochs",
            caption="Lines: median of 5 seeds. Bands: lowest to highest seed.",
            x=Axis("epoch", low=0, high=float(epochs[-1])),
            y=Axis("share", low=0, high=1),
            lines=(
                band("accuracy", epochs, shares["accuracy"]),
                band("mean confidence", epochs, shares["confidence"], colour="orange"),
                band("calibration error", epochs, shares["error"], colour="ink", style="dashed"),
            ),
            marks=(
                Mark(chosen, f"{chosen}"),
                Mark(float(np.median(best)), "lowest validation loss"),
            ),
            span=7,
            height=250,
        ),
        "reliability": Curves(
            title="Accuracy of the answers of each confidence",
            x=Axis("confidence", low=0, high=1),
            y=Axis("accuracy", low=0, high=1),
            lines=(
                _reliability_line(middles, np.array([each.accuracy for each in measured])),
                Line(
                    "as sure as right",
                    np.array([0.0, 1.0]),
                    np.array([0.0, 1.0]),
                    colour="ink",
                    style="dashed",
                ),
            ),
            span=5,
            height=250,
        ),
        "counts": Bars(
            title="How many answers have this confidence",
            y=Axis("images", low=0),
            sets=(spread(np.array([each.counts for each in measured])),),
            height=110,
            **{**look, "span": 12},
        ),
    }


def _reliability_line(middles: Array, accuracy: Array) -> Line:
    """Leave out intervals that are empty in some seed: their band would hide that."""
    full = np.isfinite(accuracy).all(axis=0)
    return band("measured", middles[full], accuracy[:, full])
