"""Inside the layers of a network that is diagnosed: units that are silent, and gradients by depth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from handsonn.plots.style import Style, drawing, horizontal_lines, label, new_figure, short_number, style
from handsonn.records import LayerRunFacts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_LAYERS = 6
_SMALLEST = 1e-12
_FEW_DECADES = 1e3


def silent_units(layers: Sequence[LayerRunFacts], *, dark: bool = False) -> Figure:
    """Draw each layer's units as a grid: a filled square answers to some sample, a cross to none.

    layers: those with `unit_silence`; the first MOST_LAYERS are drawn.
    """
    shown = [layer for layer in layers if layer.unit_silence][:MOST_LAYERS]
    chosen = style(dark)
    with drawing(chosen):
        figure = new_figure(max(2.2 * len(shown), 3.2), 2.9)
        for axes, layer in zip(figure.subplots(1, len(shown), squeeze=False)[0], shown, strict=True):
            _units(axes, layer, chosen)
    return figure


def _units(axes: Axes, layer: LayerRunFacts, chosen: Style) -> None:
    count = len(layer.unit_silence)
    columns = math.ceil(math.sqrt(count))
    places = np.arange(count)
    x, y = places % columns, places // columns
    silent = np.asarray(layer.unit_silence)
    size = (100 / max(columns, 4)) ** 2 * 0.55
    axes.scatter(x[~silent], y[~silent], marker="s", s=size, color=chosen.blue, linewidth=0)
    axes.scatter(x[silent], y[silent], marker="x", s=size * 0.7, color=chosen.orange, linewidth=1.4)
    axes.set_aspect("equal")
    axes.set_xlim(-1, columns)
    axes.set_ylim(math.ceil(count / columns), -1)
    axes.set_axis_off()
    axes.set_title(f"{label(layer.name, 16)}\n{int(silent.sum())} of {count} silent", fontsize=9.5)


def gradient_by_depth(layers: Sequence[LayerRunFacts], *, dark: bool = False) -> Figure:
    """Draw each layer's gradient at the first weights, from the input on the left, on a logarithmic axis."""
    shown = [layer for layer in layers if layer.gradient > _SMALLEST]
    chosen = style(dark)
    with drawing(chosen):
        figure = new_figure(6.8, 3.2)
        axes = figure.subplots()
        places = np.arange(len(shown))
        axes.plot(places, [layer.gradient for layer in shown], color=chosen.blue, marker="o")
        _set_gradient_axis(axes, [layer.gradient for layer in shown])
        names = [label(layer.name, 12) for layer in shown]
        many = len(shown) > MOST_LAYERS
        axes.set_xticks(places, names, rotation=35 if many else 0, ha="right" if many else "center")
        axes.set_xlabel("layer, from the input to the output")
        axes.set_ylabel("root mean square")
        axes.set_title("Gradient of the loss, layer by layer")
        horizontal_lines(axes)
    return figure


def _set_gradient_axis(axes: Axes, gradients: Sequence[float]) -> None:
    """Write plain numbers at 1, 2 and 5 of each decade; over many decades at each decade alone."""
    from matplotlib.ticker import LogLocator, NullLocator

    axes.set_yscale("log")
    if gradients:
        low, high = min(gradients) / 2, max(gradients) * 2  # two numbers at least, however alike they are
        axes.set_ylim(low, high)
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if high < _FEW_DECADES * low else (1,)))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(short_number)
