"""The pictures of the lab about scaling: measured arrays in, pictures out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from handsonn.course.pictures import Axis, Bars, BarSet, Curves, Line, Mark, Picture, band, histogram, spread

Array = np.ndarray[Any, Any]
LOOK = {
    "none": ("as they are", "orange", "solid"),
    "minmax": ("MinMaxScaler", "green", "solid"),
    "standard": ("StandardScaler", "blue", "solid"),
    "layer": ("Normalization layer", "purple", "dashed"),
}


def pictures_of_scalers(
    losses: dict[str, Array], conditions: Sequence[float], ranges: Sequence[Array], names: Sequence[str]
) -> dict[str, Picture]:
    """Loss curves, the condition of the problem, and the features' ranges."""
    epochs = losses["none"].shape[1]
    numbers = np.arange(1, epochs + 1)
    lines = tuple(
        band(name, numbers, np.maximum(losses[scaler], 1e-6), colour=colour, style=style)
        for scaler, (name, colour, style) in LOOK.items()
    )
    everything = np.log10(np.concatenate(ranges))
    lowest, highest = np.floor(everything.min()), np.ceil(everything.max())
    return {
        "curves": Curves(
            title="Training loss",
            caption="Lines: median of 5 seeds. Bands: lowest to highest seed.",
            x=Axis("epoch", low=1, high=max(2, epochs)),
            y=Axis("loss", logarithmic=True),
            lines=lines,
            span=8,
            height=215,
        ),
        "condition": Bars(
            title="Condition number",
            x=Axis("scaler"),
            y=Axis("power of ten", low=0),
            names=("raw", "min-max", "standard"),
            span=4,
            height=215,
            sets=(BarSet(np.log10(conditions), colour="ink"),),
        ),
        "ranges": Bars(
            title="Range of each feature over the training rows (largest minus smallest)",
            x=Axis("feature"),
            y=Axis("range", low=10.0**lowest, high=10.0**highest, logarithmic=True),
            names=tuple(names),
            span=12,
            height=135,
            sets=tuple(
                BarSet(values, name=LOOK[scaler][0], colour=LOOK[scaler][1])
                for scaler, values in zip(("none", "minmax", "standard"), ranges, strict=True)
            ),
        ),
    }


def scaled_values(name: str, alone: tuple[Array, Array], both: tuple[Array, Array]) -> dict[str, Picture]:
    """Show one feature in the first split, scaled in both ways: its values in the training and the new rows."""
    return {
        key: histogram(
            Axis(f"{name}, scaled"),
            values,
            names=("training rows", "new rows"),
            bins=30,
            span=6,
            height=140,
            title=title,
        )
        for key, values, title in (
            ("alone", alone, "Scaler fitted on training rows (first split)"),
            ("both", both, "Scaler fitted on all rows (first split)"),
        )
    }


def pictures_of_leak(honest: Array, leaked: Array) -> dict[str, Picture]:
    """Each split's two scores, and the differences."""
    numbers, gap = np.arange(1, len(honest) + 1), leaked - honest
    reach = max(0.06, float(np.abs(gap).max()) + 0.02)
    return {
        "scores": Curves(
            title="Accuracy on the new rows, split by split",
            x=Axis("split", low=0, high=len(honest) + 1),
            y=Axis("accuracy", low=0, high=1),
            span=7,
            height=190,
            lines=(
                Line("scaler fitted on training rows", numbers, honest, style="dots"),
                Line("fitted on all rows", numbers, leaked, colour="orange", style="dots"),
            ),
        ),
        "differences": replace(
            histogram(
                Axis("accuracy: all rows minus training rows", low=-reach, high=reach),
                [gap],
                bins=21,
                span=5,
                height=190,
                title="The leak, split by split",
            ),
            y=Axis("splits", low=0),
        ),
    }


def pictures_of_outside(
    counts: Sequence[int], shares: tuple[Array, Array], count: int, accuracy: Array, *, clip: bool
) -> dict[str, Picture]:
    """Show how many lie outside for each number of training rows, and the accuracy with and without clipping.

    shares: of the values and of the rows outside 0..1, each of shape (splits, counts).
    accuracy: shape (splits, 2), as the values come and clipped.
    """
    numbers, (values, rows) = np.array(counts), shares
    return {
        "shares": Curves(
            title="Outside 0..1, by the number of training rows",
            caption="Lines: median of 20 splits. Bands: lowest to highest split.",
            x=Axis("training rows", low=0),
            y=Axis("share", low=0, high=1),
            span=7,
            height=230,
            lines=(
                band("new rows with a value outside", numbers, rows, colour="orange"),
                band("new values outside", numbers, values),
                Line("2 / (rows + 1)", numbers, 2 / (numbers + 1), colour="ink", style="dashed"),
            ),
            marks=(Mark(count, f"{count} rows"),),
        ),
        "accuracy": Bars(
            title="Accuracy on new rows",
            caption="Median of 20 splits, lowest to highest.",
            x=Axis("new values"),
            y=Axis("accuracy", low=0, high=1),
            names=("as they come", "clipped"),
            sets=(spread(accuracy),),
            span=5,
            height=230,
            highlighted=int(clip),
        ),
    }


def one_feature(name: str, train: Array, new: Array, *, clip: bool) -> dict[str, Picture]:
    """Show one min-max scaled feature: the training rows fill 0..1, the new ones need not keep to it."""
    return {
        "feature": histogram(
            Axis(f"{name}, min-max scaled", low=-0.5, high=1.5),
            [train, new],
            names=("training rows", "new rows, clipped" if clip else "new rows"),
            bins=40,
            span=12,
            height=120,
            title="One feature in the first split",
        )
    }
