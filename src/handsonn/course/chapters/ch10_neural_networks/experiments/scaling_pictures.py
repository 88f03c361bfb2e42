"""The pictures of the lab about scaling: measured arrays in, pictures out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from handsonn.course.pictures import Axis, Bars, BarSet, Curves, Line, Mark, Picture, band, histogram

Array = np.ndarray[Any, Any]
LOOK = {
    "none": ("as they are", "orange", "solid"),
    "minmax": ("MinMaxScaler", "green", "solid"),
    "standard": ("StandardScaler", "blue", "solid"),
    "layer": ("Normalization layer", "purple", "dashed"),
}


def pictures_of_scalers(
    losses: dict[str, Array],
    conditions: Sequence[float],
    ranges: Sequence[Array],
    names: Sequence[str],
    guessing: float,
) -> dict[str, Picture]:
    """Loss curves, the condition of the problem, and the features' ranges.

    losses: of each scaler, shape (seeds, epochs). guessing: the loss of guessing by the class frequencies.
    """
    return {
        "curves": _loss_curves(losses, guessing),
        "condition": Bars(
            title="Condition number: 1 is round",
            x=Axis("scaler"),
            y=Axis("steepest / flattest", low=1, logarithmic=True),
            names=("raw", "min-max", "standard"),
            span=4,
            height=215,
            sets=(BarSet(np.array(conditions), colour="ink"),),
        ),
        "ranges": _range_bars(ranges, names),
    }


def _loss_curves(losses: dict[str, Array], guessing: float) -> Picture:
    """Draw the losses up to twice that of guessing: one wild epoch would press all other curves flat."""
    epochs, top = losses["none"].shape[1], 2 * guessing
    numbers = np.arange(1, epochs + 1)
    outside = any(float(np.nanmax(values)) > top for values in losses.values())
    return Curves(
        title="Training loss",
        caption="Lines: median of 5 seeds. Bands: lowest to highest."
        + (" Higher losses leave the picture at the top." if outside else ""),
        x=Axis("epoch", low=1, high=max(2, epochs)),
        y=Axis("loss", high=top, logarithmic=True),
        lines=(
            *(
                band(name, numbers, np.maximum(losses[scaler], 1e-6), colour=colour, style=style)
                for scaler, (name, colour, style) in LOOK.items()
            ),
            Line(
                "guessing",
                np.array([1, max(2, epochs)]),
                np.full(2, guessing),
                colour="quiet",
                style="dashed",
            ),
        ),
        span=8,
        height=215,
    )


def _range_bars(ranges: Sequence[Array], names: Sequence[str]) -> Picture:
    """Draw the range of each feature by its number: names of this length would cut each other off."""
    everything = np.log10(np.concatenate(ranges))
    widest, narrowest = int(np.argmax(ranges[0])), int(np.argmin(ranges[0]))
    return Bars(
        title="Range of each feature over the training rows (largest minus smallest)",
        caption=f"Raw, the widest is {names[widest]} ({widest + 1}): {ranges[0][widest]:,.0f}; "
        f"the narrowest is {names[narrowest]} ({narrowest + 1}): {ranges[0][narrowest]:.2g}.",
        x=Axis("feature, by its number"),
        y=Axis(
            "range",
            low=10.0 ** np.floor(everything.min()),
            high=10.0 ** np.ceil(everything.max()),
            logarithmic=True,
        ),
        names=tuple(str(number + 1) for number in range(len(names))),
        span=12,
        height=165,
        sets=tuple(
            BarSet(values, name=LOOK[scaler][0], colour=LOOK[scaler][1])
            for scaler, values in zip(("none", "minmax", "standard"), ranges, strict=True)
        ),
    )


def scaled_values(name: str, alone: tuple[Array, Array], both: tuple[Array, Array]) -> dict[str, Picture]:
    """Show one feature in the first split, scaled in both ways: its values in the training and the new rows."""
    return {
        key: histogram(
            Axis(f"{name}, scaled"),
            values,
            names=("training rows", "new rows"),
            bins=30,
            span=6,
            height=165,
            title=title,
        )
        for key, values, title in (
            ("alone", alone, "Scaler fitted on training rows (first split)"),
            ("both", both, "Scaler fitted on all rows (first split)"),
        )
    }


def pictures_of_leak(scores: dict[str, Array]) -> dict[str, Picture]:
    """Show the scores of each split, and what fresh rows keep of the leak's promise.

    scores: one accuracy per split for "honest", "leaked" and "fresh".
    """
    numbers = np.arange(1, len(scores["honest"]) + 1)
    three = np.column_stack([scores[name] for name in ("honest", "leaked", "fresh")])
    return {
        "scores": Curves(
            title="Accuracy on the new rows, split by split",
            x=Axis("split", low=0, high=len(numbers) + 1),
            y=Axis("accuracy", low=0, high=1.03),
            span=7,
            height=215,
            lines=(
                Line("scaler fitted on training rows", numbers, scores["honest"], style="dots"),
                Line("fitted on all rows", numbers, scores["leaked"], colour="orange", style="dots"),
            ),
        ),
        "promise": Bars(
            title="Is the score kept by fresh rows?",
            caption="Mean of 20 splits, lowest to highest.",
            x=Axis("scaler fitted on"),
            y=Axis("accuracy", low=0, high=1.03),
            names=("training rows", "all rows", "all; fresh rows"),
            sets=(means(three),),
            span=5,
            height=215,
            highlighted=2,
        ),
    }


def means(values: Array, **look: Any) -> BarSet:
    """Make bars of the means over splits, which subtract as the sentences do, with whiskers over the splits.

    values: shape (splits, bars).
    """
    return BarSet(values.mean(axis=0), values.min(axis=0), values.max(axis=0), **look)


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
            y=Axis("share", low=0, high=1.03),
            span=7,
            height=215,
            lines=(
                band("new rows with a value outside", numbers, rows, colour="orange"),
                band("new values outside", numbers, values),
                Line("2 / (rows + 1)", numbers, 2 / (numbers + 1), colour="ink", style="dashed"),
            ),
            marks=(Mark(count, f"{count} rows"),),
        ),
        "accuracy": Bars(
            title="Accuracy on new rows",
            caption="Mean of 20 splits, lowest to highest.",
            x=Axis("new values"),
            y=Axis("accuracy", low=0, high=1.03),
            names=("as they come", "clipped"),
            sets=(means(accuracy),),
            span=5,
            height=215,
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
            height=165,
            title="One feature in the first split",
        )
    }
