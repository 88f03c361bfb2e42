"""The pictures of a threshold: who is called malignant, and what precision and recall say of that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.decision_thresholds import (
    counts_at,
    precision_and_recall,
    precision_by_recall,
    recall_by_alarms,
)
from handsonn.course.pictures import (
    Axis,
    Bars,
    BarSet,
    ConfusionMatrix,
    Curves,
    Line,
    Mark,
    Picture,
    band,
)

Array = np.ndarray[Any, Any]
Samples = Sequence[tuple[Array, Array]]
GRID = np.linspace(0.01, 0.99, 99)
NAMES = ("malignant", "benign")


def over_thresholds(samples: Samples) -> tuple[Array, Array]:
    """Precision (NaN where nothing is called malignant) and recall over GRID, each (networks, 99)."""
    both = np.array([[precision_and_recall(*one, threshold) for threshold in GRID] for one in samples])
    return both[..., 0], both[..., 1]


def defined_band(name: str, x: Array, values: Array, **look: Any) -> Line:
    """Make a band where all networks have a value. values: shape (networks, points)."""
    there = np.isfinite(values).all(axis=0)
    return band(name, x[there], values[:, there], **look)


def pictures_of_threshold(samples: Samples, threshold: float, curve: str) -> dict[str, Picture]:
    """Draw the matrix of the first split, and the curves of all. curve: "roc" or "precision-recall"."""
    precision, recall = over_thresholds(samples)
    return {
        "confusion": ConfusionMatrix(
            title="Confusion matrix, first split",
            counts=counts_at(*samples[0], threshold),
            class_names=NAMES,
            span=4,
            height=195,
        ),
        "rates": Curves(
            title="Precision and recall at each threshold",
            caption="Lines: median of 5 splits. Bands: lowest to highest.",
            x=Axis("threshold", low=0, high=1),
            y=Axis("share", low=0, high=1),
            lines=(
                defined_band("precision", GRID, precision, colour="orange"),
                defined_band("recall", GRID, recall),
            ),
            marks=(Mark(threshold, f"{threshold:g}"),),
            span=8,
            height=195,
        ),
        "probabilities": probability_bars(samples, threshold),
        "curve": (roc if curve == "roc" else precision_recall)(samples, threshold),
    }


def probability_bars(samples: Samples, threshold: float) -> Bars:
    """Draw the predicted probabilities of all splits in 20 intervals, as shares of each label."""
    edges = np.linspace(0, 1, 21)
    given, positive = (np.concatenate([one[part] for one in samples]) for part in (0, 1))
    benign, malignant = (
        np.histogram(given[positive == truth], edges)[0] / (positive == truth).sum()
        for truth in (False, True)
    )
    return Bars(
        title="Predicted probability of malignant, all splits",
        x=Axis("probability of malignant"),
        y=Axis("share of the label", low=0),
        edges=edges,
        sets=(
            BarSet(benign, name="label benign", colour="green"),
            BarSet(malignant, name="label malignant", colour="purple"),
        ),
        highlighted=min(19, int(threshold * 20 + 1e-9)),
        span=6,
        height=165,
    )


def roc(samples: Samples, threshold: float) -> Curves:
    """Draw the ROC curve with a dot for each split at the threshold."""
    rates = np.linspace(0, 1, 201)
    counts = np.array([counts_at(*one, threshold) for one in samples])
    shares = counts[:, :, 0] / counts.sum(axis=2)
    return Curves(
        title="ROC curve",
        x=Axis("false positive rate: benign ones called malignant", low=0, high=1),
        y=Axis("recall", low=0, high=1),
        lines=(
            band("all thresholds", rates, np.array([recall_by_alarms(*one, rates) for one in samples])),
            Line("guessing", rates, rates, colour="quiet", style="dashed"),
            Line(f"threshold {threshold:g}", shares[:, 1], shares[:, 0], colour="ink", style="dots"),
        ),
        span=6,
        height=165,
    )


def precision_recall(samples: Samples, threshold: float) -> Curves:
    """Draw the precision-recall curve with a dot for each split at the threshold."""
    recalls = np.linspace(0.01, 1, 100)
    here = np.array([precision_and_recall(*one, threshold) for one in samples])
    share = float(np.mean([positive.mean() for _, positive in samples]))
    return Curves(
        title="Precision-recall curve",
        x=Axis("recall", low=0, high=1),
        y=Axis("precision", low=0, high=1),
        lines=(
            band("all thresholds", recalls, np.array([precision_by_recall(*s, recalls) for s in samples])),
            Line("guessing", np.array([0, 1]), np.full(2, share), colour="quiet", style="dashed"),
            Line(f"threshold {threshold:g}", here[:, 1], here[:, 0], colour="ink", style="dots"),
        ),
        span=6,
        height=165,
    )
