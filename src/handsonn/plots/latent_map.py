"""A map of a latent space as a still picture: in the plane, or from three sides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from handsonn.plots.style import Style, drawing, label, new_figure, plain_number, style
from handsonn.records import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# The colours of classes in the lab's pictures, in the same order (course/pictures/scales.js):
# Paul Tol's, which people with any colour vision tell apart.
_LIGHT = (
    "#1f64ad", "#b9520c", "#2b7a5f", "#7a4a9e", "#8c7b00", "#0f7f9c", "#c0426b", "#5b6270", "#6b3a1e",
    "#3d3f91",
)  # fmt: skip
_DARK = (
    "#7db3f2", "#f5a35c", "#6fcfae", "#c79be8", "#ddcc55", "#66d3ee", "#f58fb0", "#b9c0cc", "#d9a27e",
    "#a3a6ff",
)  # fmt: skip
_MOST_NAMES = 20
_FEW = 0.02, 0.98  # between which shares of the points a magnitude's colours run
_CLOSE = 0.055  # of the picture's height: names nearer than this are moved apart


@dataclass(frozen=True, eq=False)
class Colouring:
    """What colours the points: classes, or a magnitude.

    values: shape (samples,); class numbers where there are names, else any numbers.
    """

    name: str
    values: Array
    class_names: tuple[str, ...] = ()


def latent_map(
    positions: Array,
    colouring: Colouring | None,
    *,
    title: str,
    sentence: str = "",
    dark: bool = False,
) -> Figure:
    """Draw positions, shape (samples, 2 or 3). sentence: below the map, how far it can be trusted."""
    chosen = style(dark)
    sides = list(combinations(range(positions.shape[1]), 2))
    with drawing(chosen):
        figure = new_figure(6.6 if len(sides) == 1 else 12.6, 6.4 if len(sides) == 1 else 5.2)
        figure.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=12)
        drawn = None
        panels: Any = figure.subplots(1, len(sides), squeeze=False)[0]
        for axes, side in zip(panels, sides, strict=True):
            drawn = _side(axes, positions[:, side], colouring, chosen)
            words = [f"axis {number + 1}" for number in side]
            axes.set_xlabel(words[0])
            axes.set_ylabel(words[1])
        if drawn is not None and colouring is not None and not colouring.class_names:
            bar = figure.colorbar(drawn, ax=list(panels), shrink=0.6, pad=0.02, extend="both")
            bar.set_label(label(colouring.name, 40))
            bar.outline.set_visible(False)
            bar.ax.yaxis.set_major_formatter(plain_number)
        if sentence:
            figure.supxlabel(sentence, x=0.01, ha="left", fontsize=9, color=chosen.quiet, wrap=True)
    return figure


def _side(axes: Axes, places: Array, colouring: Colouring | None, chosen: Style) -> Any:
    axes.set_aspect("equal", adjustable="datalim")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(True)
    # A class drawn last would cover the others.
    order = np.random.default_rng(0).permutation(len(places))
    size = float(np.clip(9_000 / max(len(places), 1), 0.6, 16))
    # Points become pixels within an SVG: 70,000 of them as shapes open slowly everywhere.
    how: dict[str, Any] = {"s": size, "linewidths": 0, "alpha": 0.75, "rasterized": True}
    x, y = places[order].T
    if colouring is None:
        return axes.scatter(x, y, color=chosen.blue, **how)
    values = colouring.values[order]
    if colouring.class_names:
        known = _DARK if chosen == style(dark=True) else _LIGHT
        tones = np.array([known[at % len(known)] for at in range(len(colouring.class_names))])
        drawn = axes.scatter(x, y, c=tones[values.astype(int)], **how)
        _names(axes, places, colouring, chosen)
        return drawn
    finite = colouring.values[np.isfinite(colouring.values)]
    low, high = np.quantile(finite, _FEW) if finite.size else (0.0, 1.0)
    return axes.scatter(x, y, c=values, cmap=_scale(chosen), vmin=low, vmax=max(high, low + 1e-12), **how)


def _scale(chosen: Style) -> Any:
    """Make the scale of magnitudes without its palest part, in which points would not be seen."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("points", chosen.scale[1:]).with_extremes(bad=chosen.line)


def _names(axes: Axes, places: Array, colouring: Colouring, chosen: Style) -> None:
    """Write each class's name at the median of its points, moved up where two would cover each other."""
    from matplotlib import patheffects

    there = [at for at in range(len(colouring.class_names)) if (colouring.values == at).any()]
    middles = np.array([np.median(places[colouring.values == at], axis=0) for at in there[:_MOST_NAMES]])
    height = float(np.ptp(places[:, 1])) or 1.0
    order = np.argsort(middles[:, 1])
    below: list[Array] = []
    for number in order:
        place = middles[number]
        for other in below:
            near = abs(other[0] - place[0]) < 4 * _CLOSE * height
            if near and place[1] - other[1] < _CLOSE * height:
                place[1] = other[1] + _CLOSE * height
        below.append(place)
        outline = patheffects.withStroke(linewidth=3, foreground=chosen.paper)
        axes.annotate(
            label(colouring.class_names[there[number]], 16),
            place,
            ha="center",
            va="center",
            fontsize=9.5,
            fontweight="bold",
            color=chosen.ink,
            path_effects=[outline],
        )
