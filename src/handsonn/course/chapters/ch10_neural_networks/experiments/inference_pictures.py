"""The pictures of a predicted test set: images, the probabilities of one, scores, a confusion matrix."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.predicted_images import PredictedImages
from handsonn.course.pictures import (
    Axis,
    Bars,
    BarSet,
    ConfusionMatrix,
    Curves,
    Images,
    Line,
    Picture,
    Table,
    spread,
)
from handsonn.evaluation import evaluate
from handsonn.records import ClassificationReport, UnlabelledReport

Array = np.ndarray[Any, Any]
SHOWN = 21
IN_CELL = 15


@cache
def judged(found: PredictedImages, network: int) -> ClassificationReport:
    """Say what handsonn.evaluation says of one network's predictions and the labels."""
    given = found.probabilities[network]
    report = evaluate(given, found.labels, task="classification", class_names=found.class_names)
    assert isinstance(report, ClassificationReport)  # classes, with labels
    return report


def unlabelled(found: PredictedImages) -> UnlabelledReport:
    """Say what handsonn.evaluation says of the first network's predictions when there are no labels."""
    report = evaluate(found.probabilities[0], None, task="classification", class_names=found.class_names)
    assert isinstance(report, UnlabelledReport)  # y is None
    return report


def shown_rows(found: PredictedImages, order: str) -> Array:
    """Choose which images are shown, shape (SHOWN,): the first, or those that network 0 is least sure of."""
    if order == "first":
        return np.arange(SHOWN)
    return np.argsort(found.confidence[0], kind="stable")[:SHOWN]


def class_probabilities(found: PredictedImages, row: int, network: int, **look: Any) -> Bars:
    """Draw the bars of one image's probabilities by one network; whiskers over all networks."""
    given = found.probabilities[:, row]
    return Bars(
        x=Axis("class"),
        y=Axis("probability", low=0, high=1),
        names=found.class_names,
        sets=(BarSet(given[network], given.min(axis=0), given.max(axis=0)),),
        **look,
    )


def pictures_of_predictions(
    found: PredictedImages, rows: Array, picked: int, *, missing: bool
) -> dict[str, Picture]:
    """Show test images with predictions and, where there are labels, with what is right.

    rows: of the shown images. picked: which of these is chosen.
    """
    row = int(rows[picked])
    label = "label missing" if missing else f"label {found.class_names[found.labels[row]]}"
    return {
        "images": Images(
            title="Test images, and what the first network predicts: click one",
            pixels=found.images[rows],
            captions=tuple(found.class_names[predicted] for predicted in found.predicted[0, rows]),
            marks=() if missing else tuple("right" if right else "wrong" for right in found.right[0, rows]),
            columns=7,
            selected=picked,
            sets="picked",
            span=7,
            height=235,
        ),
        "probabilities": class_probabilities(
            found,
            row,
            0,
            title=f"The chosen image ({label})",
            caption="Bars: first network. Whiskers: lowest to highest of five.",
            highlighted=None if missing else int(found.labels[row]),
            span=5,
            height=215,
        ),
        **(_without_labels(found) if missing else _with_labels(found)),
    }


def _with_labels(found: PredictedImages) -> dict[str, Picture]:
    return {
        "scores": _accuracies(found),
        "said": Table(
            title="Scores of the first network, and without looking",
            caption="Without looking: every image gets the most frequent class (log loss: the shares of the classes).",
            columns=("score", "value", "95% interval", "without looking"),
            rows=tuple(
                (score.name, score.value, f"{score.low:.3g} to {score.high:.3g}", score.baseline)
                for score in judged(found, 0).scores
            ),
            span=7,
            height=140,
        ),
    }


def _accuracies(found: PredictedImages) -> Curves:
    """Draw each network's accuracy with its interval, on an axis that shows their differences."""
    scores = [judged(found, network).scores[0] for network in range(len(found.accuracy))]
    told = ", ".join(f"{score.value:.1%}" for score in scores)
    return Curves(
        title="Test accuracy of the five networks",
        caption="Whiskers: 95% interval, for drawing the test images anew.",
        description=f"Test accuracy of the networks from seed 0 on: {told}",
        x=Axis("seed of the network", low=-0.5, high=len(scores) - 0.5),
        y=Axis("accuracy"),
        lines=tuple(
            Line("", np.array([seed]), np.array([score.value]), np.array([score.low]), np.array([score.high]))
            for seed, score in enumerate(scores)
        ),
        span=5,
        height=140,
    )


def _without_labels(found: PredictedImages) -> dict[str, Picture]:
    counts = np.array([np.bincount(each, minlength=len(found.class_names)) for each in found.predicted])
    names = ("lowest", "10%", "25%", "half", "75%", "90%", "highest")
    return {
        "scores": Bars(
            title="How often each class is predicted",
            x=Axis("predicted class"),
            y=Axis("images", low=0),
            names=found.class_names,
            sets=(spread(counts),),
            span=5,
            height=140,
        ),
        "said": Table(
            title="What can be said of the first network without labels",
            columns=("first network", *names),
            rows=(
                ("confidence", *unlabelled(found).confidence_quantiles),
                ("accuracy", *[None] * len(names)),
            ),
            span=7,
            height=140,
        ),
    }


def pictures_of_cell(
    found: PredictedImages, counts: Array, network: int, cell: tuple[int, int], *, rows: Array, picked: int
) -> dict[str, Picture]:
    """Show a confusion matrix, the images of one of its cells, and the probabilities of one of these.

    counts: shape (classes, classes). rows: of the images to show, maybe none. picked: which of them is chosen.
    """
    label, prediction = (found.class_names[each] for each in cell)
    held = int(counts[cell])
    some = f"{len(rows)} of {held}" if held > len(rows) else held
    return {
        "confusion": ConfusionMatrix(
            title="Confusion matrix: click a cell",
            counts=counts,
            class_names=found.class_names,
            selected=cell,
            sets="cell",
            span=7,
            row_span=2,
            height=440,
        ),
        "images": Images(
            title=f"{some}: label {label}, predicted {prediction}",
            caption="The surest first, with their confidence.",
            pixels=found.images[rows],
            captions=tuple(f"{100 * found.confidence[network, row]:.0f} %" for row in rows),
            columns=5,
            selected=picked if held else None,
            sets="picked",
            span=5,
            height=172,
        ),
        "probabilities": class_probabilities(
            found,
            int(rows[picked]),
            network,
            title="Probabilities of the chosen image",
            caption="Bars: this network. Whiskers: lowest to highest of five.",
            highlighted=cell[0],
            span=5,
            height=185,
        )
        if held
        else _no_probabilities(found.class_names),
    }


def _no_probabilities(class_names: tuple[str, ...]) -> Bars:
    return Bars(
        title="This cell holds no image",
        caption="Choose a cell with a count.",
        x=Axis("class"),
        y=Axis("probability", low=0, high=1),
        names=class_names,
        sets=(BarSet(np.zeros(len(class_names))),),
        span=5,
        height=185,
    )
