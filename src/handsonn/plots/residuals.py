"""How far a regression's predictions lie from the truth, and in which direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from handsonn.plots.style import (
    Style,
    colour_scale,
    drawing,
    horizontal_lines,
    label,
    new_figure,
    plain_number,
    style,
)
from handsonn.records import Array, RegressionReport

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST_DOTS = 3000


def residuals(report: RegressionReport, *, dark: bool = False) -> Figure:
    """Draw predictions against targets (left: on the line is right), and the residuals' histogram (right).

    Above 3,000 samples the dots become hexagons, coloured by how many samples they hold.
    """
    chosen = style(dark)
    name = label(report.target_name or "target", 30)
    with drawing(chosen):
        figure = new_figure(9.6, 4.2)
        left, right = figure.subplots(1, 2, width_ratios=(1, 1))
        _against_truth(figure, left, report, name, chosen)
        _histogram(right, report.residuals, name, chosen)
    return figure


def _against_truth(figure: Figure, axes: Axes, report: RegressionReport, name: str, chosen: Style) -> None:
    from matplotlib.ticker import MaxNLocator

    targets, predictions = report.targets, report.targets - report.residuals
    low, high = _limits(np.concatenate([targets, predictions]))
    if len(targets) > _MOST_DOTS:
        held = axes.hexbin(
            targets,
            predictions,
            gridsize=42,
            bins="log",
            mincnt=1,
            cmap=colour_scale(chosen),
            extent=(low, high, low, high),
            linewidths=0,
        )
        bar = figure.colorbar(held, ax=axes, shrink=0.6, aspect=22, pad=0.02)
        bar.set_label("samples", fontsize=9, color=chosen.quiet)
        bar.ax.yaxis.set_major_formatter(plain_number)
        bar.outline.set_visible(False)
        bar.ax.tick_params(length=0, which="both")
    else:
        opacity = float(np.clip(300 / len(targets), 0.25, 0.8))
        axes.scatter(targets, predictions, s=16, color=chosen.blue, alpha=opacity, linewidths=0)
    axes.plot([low, high], [low, high], color=chosen.quiet, linewidth=1, linestyle=":")
    words = "dotted line: exactly right"
    axes.text(0.98, 0.03, words, transform=axes.transAxes, ha="right", fontsize=8.5, color=chosen.quiet)
    axes.set(xlim=(low, high), ylim=(low, high), aspect="equal")
    axes.set_title("Predicted against true")
    axes.set_xlabel(f"true {name} (target units)")
    axes.set_ylabel(f"predicted {name} (target units)")
    # Seven digits and their commas fit side by side four times.
    axes.xaxis.set_major_locator(MaxNLocator(5 if high < 1_000_000 else 3))  # noqa: PLR2004
    axes.xaxis.set_major_formatter(plain_number)
    axes.yaxis.set_major_formatter(plain_number)
    axes.tick_params(length=0)


def _limits(values: Array) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    margin = 0.04 * (high - low) or max(abs(high), 1.0) * 0.05
    return low - margin, high + margin


def _histogram(axes: Axes, values: Array, name: str, chosen: Style) -> None:
    from matplotlib.ticker import MaxNLocator

    edges = _edges(values)
    counts, _ = np.histogram(np.clip(values, edges[0], edges[-1]), edges)
    # Blue where the target was above the prediction, orange where it was below.
    colours = [chosen.blue if middle >= 0 else chosen.orange for middle in (edges[1:] + edges[:-1]) / 2]
    axes.bar(edges[:-1], counts, width=np.diff(edges), align="edge", color=colours, linewidth=0)
    axes.axvline(0, ymax=0.86, color=chosen.quiet, linewidth=1)
    axes.set_ylim(0, max(int(counts.max()), 1) * 1.18)
    axes.set_title("Residuals")
    axes.set_xlabel(f"true minus predicted {name} (target units)")
    axes.set_ylabel("samples (count)")
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(plain_number)
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.yaxis.set_major_formatter(plain_number)
    horizontal_lines(axes)
    _sides(axes, values, chosen)


def _edges(values: Array) -> Array:
    """Choose about 40 bins with 0 between two of them; the outermost two hold whatever lies beyond."""
    # A handful of wild residuals would squeeze all the others into one bar.
    low, high = np.quantile(values, (0.005, 0.995))
    width = (max(float(high), 0.0) - min(float(low), 0.0)) / 40 or 1.0
    return np.arange(np.floor(min(low, 0) / width) - 1, np.ceil(max(high, 0) / width) + 2) * width


def _sides(axes: Axes, values: Array, chosen: Style) -> None:
    low = float((values < 0).mean())
    sides = (
        (0.02, "left", f"predicted too high: {low:.0%}", chosen.orange),
        (0.98, "right", f"too low: {float((values > 0).mean()):.0%}", chosen.blue),
    )
    for x, side, words, colour in sides:
        axes.text(
            x,
            0.985,
            words,
            transform=axes.transAxes,
            ha=side,
            va="top",
            color=colour,
            fontsize=9,
            fontweight="bold",
        )
