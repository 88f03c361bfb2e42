"""The pictures of confidence against correctness, over the bins and over the epochs."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.reliability import Reliability
from handsonn.course.pictures import Axis, Bars, Curves, Line, Mark, Picture, band, spread

Array = np.ndarray[Any, Any]


def pictures_of_reliability(
    found: Sequence[Reliability], over_epochs: dict[str, Array], stops: Sequence[int], epochs: int
) -> dict[str, Picture]:
    """Draw the bins of each network and the scores over the epochs.

    over_epochs: "accuracy", "confidence", "error" and "chance", each of shape (networks, stops).
    """
    axis, mark = Axis("epochs", logarithmic=True), (Mark(epochs, f"{epochs}"),)
    numbers = np.array(stops)
    return {
        "reliability": reliability_curve(found),
        "sureness": Curves(
            title="How sure, and how often right",
            caption="Bands: lowest to highest of 5 seeds.",
            x=axis,
            y=Axis("share", high=1),
            lines=(
                band("mean confidence", numbers, over_epochs["confidence"], colour="orange"),
                band("test accuracy", numbers, over_epochs["accuracy"]),
            ),
            marks=mark,
            span=6,
            height=205,
        ),
        "counts": count_bars(found),
        "errors": Curves(
            title="Expected calibration error",
            x=axis,
            y=Axis("error", low=0),
            lines=(
                band("measured", numbers, over_epochs["error"]),
                band(
                    "if perfectly calibrated",
                    numbers,
                    over_epochs["chance"],
                    colour="quiet",
                    style="dashed",
                ),
            ),
            marks=mark,
            span=6,
            height=150,
        ),
    }


def reliability_curve(found: Sequence[Reliability]) -> Curves:
    """Draw each bin's accuracy over its mean confidence; the diagonal is perfect calibration."""
    filled = np.array([each.counts for each in found]).sum(axis=0) > 0
    confidence = np.array([each.confidence for each in found])[:, filled]
    accuracy = np.array([each.accuracy for each in found])[:, filled]
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a bin that no network filled was left out above
        x, y = np.nanmedian(confidence, axis=0), np.nanmedian(accuracy, axis=0)
        low, high = np.nanmin(accuracy, axis=0), np.nanmax(accuracy, axis=0)
    return Curves(
        title="Accuracy in each bin of confidence",
        caption="Below the dashed line: surer than right. Bins of few images say little.",
        x=Axis("mean confidence of the bin", low=0, high=1),
        y=Axis("accuracy", low=0, high=1),
        lines=(
            Line("five networks", x, y, low, high),
            Line("", x, y, style="dots"),
            Line("confidence = accuracy", np.array([0, 1]), np.array([0, 1]), colour="ink", style="dashed"),
        ),
        span=6,
        height=205,
    )


def count_bars(found: Sequence[Reliability]) -> Bars:
    """Count each bin's images and the wrong ones among them, over the networks."""
    counts, right = (np.array([getattr(each, name) for each in found]) for name in ("counts", "right"))
    return Bars(
        title="Images in each bin",
        x=Axis("confidence"),
        y=Axis("images", low=0),
        edges=np.linspace(0, 1, counts.shape[1] + 1),
        sets=(spread(counts, name="all"), spread(counts - right, name="wrong ones", colour="orange")),
        span=6,
        height=150,
    )
