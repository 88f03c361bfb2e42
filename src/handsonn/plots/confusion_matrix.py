"""Which class was taken for which: counts, coloured by the share of the true class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from handsonn.plots.style import Style, colour_scale, drawing, label, new_figure, readable_on, style
from handsonn.records import Array, ConfusionMatrix

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_FEW = 4
_MOST_WITH_RATES = 12
_MOST_WITH_COUNTS = 30
_MOST_NAMED = 100
_POINTS_PER_INCH = 72


def confusion_matrix(confusion: ConfusionMatrix, *, dark: bool = False) -> Figure:
    """Draw a square per pair of classes: a row per true class, a column per predicted one.

    Up to 12 classes each square says its count and its share of the row; up to 30 its count. The colour
    grows with the square root of the share, so that a share of 1 % is seen beside one of 99 %.
    """
    counts = np.asarray(confusion.counts)
    classes = len(counts)
    chosen = style(dark)
    cell = float(np.clip(6.4 / classes, 0.1, 0.78 if classes > _FEW else 1.1))
    with drawing(chosen):
        longest = 18 if classes <= _MOST_WITH_COUNTS else 12
        names = [label(name, longest) for name in confusion.class_names]
        margin = 0.075 * max(map(len, names), default=1)
        figure = new_figure(cell * classes + margin + 2.0, cell * classes + margin + 1.1)
        axes = figure.subplots()
        shares = _shares(counts)
        image = _squares(axes, shares, chosen)
        _names(axes, names, cell)
        axes.set_title(f"{int(counts.sum()):,} samples of {classes} classes")
        if classes <= _MOST_WITH_COUNTS:
            _numbers(axes, counts, image, cell, chosen)
        _scale_bar(figure, axes, image, chosen)
    return figure


def _shares(counts: Array) -> Array:
    sums = counts.sum(axis=1, keepdims=True)
    shares: Array = np.divide(counts, sums, out=np.full(counts.shape, np.nan), where=sums > 0)
    return shares


def _squares(axes: Axes, shares: Array, chosen: Style) -> Any:
    from matplotlib.colors import PowerNorm

    image = axes.pcolormesh(
        np.ma.masked_invalid(shares),
        cmap=colour_scale(chosen),
        norm=PowerNorm(0.5, vmin=0, vmax=1),
        edgecolors=chosen.line if len(shares) <= _MOST_WITH_COUNTS else "none",
        linewidth=0.5,
        # Ten thousand squares as vectors would make a file of megabytes.
        rasterized=len(shares) > _MOST_WITH_COUNTS,
    )
    axes.invert_yaxis()
    axes.set_aspect("equal")
    axes.spines[:].set_visible(False)
    axes.set_xlabel("predicted class", labelpad=8)
    axes.set_ylabel("true class", labelpad=8)
    return image


def _names(axes: Axes, names: list[str], cell: float) -> None:
    every = -(-len(names) // _MOST_NAMED)
    positions = np.arange(0, len(names), every) + 0.5
    shown = names[::every]
    size = float(np.clip(cell * every * _POINTS_PER_INCH * 0.72, 4.5, 10))
    upright = max(map(len, shown), default=0) * size * 0.62 > cell * _POINTS_PER_INCH
    axes.set_xticks(
        positions,
        labels=shown,
        fontsize=size,
        rotation=90 if upright and size < 8 else (45 if upright else 0),  # noqa: PLR2004
        ha="right" if upright and size >= 8 else "center",  # noqa: PLR2004
        rotation_mode="anchor" if upright and size >= 8 else "default",  # noqa: PLR2004
    )
    axes.set_yticks(positions, labels=shown, fontsize=size)
    axes.tick_params(length=0, pad=3)


def _numbers(axes: Axes, counts: Array, image: Any, cell: float, chosen: Style) -> None:
    shares = _shares(counts)
    with_rates = len(counts) <= _MOST_WITH_RATES
    widest = max(len(str(int(counts.max()))), 4 if with_rates else 2)
    size = float(np.clip(cell * _POINTS_PER_INCH / (widest * 0.85), 4, 10))
    for (row, column), count in np.ndenumerate(counts):
        if count == 0:
            continue
        colour = readable_on(image.cmap(image.norm(shares[row, column])), chosen)
        middle = row + (0.38 if with_rates else 0.5)
        weight = "bold" if row == column else "normal"
        common: dict[str, Any] = {"ha": "center", "va": "center", "color": colour}
        axes.text(column + 0.5, middle, f"{count}", fontsize=size, fontweight=weight, **common)
        if with_rates:
            share = float(shares[row, column])
            axes.text(column + 0.5, row + 0.7, _percent(share), fontsize=size * 0.78, **common)


def _percent(share: float) -> str:
    """Round to whole percents, but never to a "0%" that is some or a "100%" that is not all."""
    if 0 < share < 0.01:  # noqa: PLR2004
        return "<1%"
    return ">99%" if 0.99 < share < 1 else f"{share:.0%}"  # noqa: PLR2004


def _scale_bar(figure: Figure, axes: Axes, image: Any, chosen: Style) -> None:
    ticks = (0, 0.01, 0.05, 0.25, 0.5, 1)
    bar = figure.colorbar(image, ax=axes, ticks=ticks, shrink=0.6, aspect=22, pad=0.03)
    bar.ax.set_yticks(ticks, labels=[f"{tick:.0%}" for tick in ticks], fontsize=8.5)
    bar.ax.minorticks_off()
    bar.set_label("share of the true class", fontsize=9, color=chosen.quiet)
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=0)
