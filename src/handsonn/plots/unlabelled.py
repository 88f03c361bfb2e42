"""What was predicted for samples without labels: how often, and how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from handsonn.plots.style import Style, drawing, label, new_figure, plain_number, style
from handsonn.records import UnlabelledReport

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST_BARS = 40


def unlabelled(report: UnlabelledReport, *, dark: bool = False) -> Figure:
    """Draw how often each class was predicted, and the quantiles of the confidence (or of the values).

    Of more than 40 classes, the 40 most often predicted are drawn.
    """
    chosen = style(dark)
    classes = min(len(report.class_names), _MOST_BARS)
    with drawing(chosen):
        if not classes:
            figure = new_figure(7.4, 2.0)
            _strip(figure.subplots(), report, "predicted value (target units)", chosen)
            return figure
        figure = new_figure(7.4, 0.3 * classes + 3.2)
        above, below = figure.subplots(2, 1, height_ratios=(0.3 * classes + 0.6, 1.0))
        _counts(above, report, chosen)
        _strip(below, report, "confidence in the predicted class (probability)", chosen)
        below.set_xlim(0, 1.02)
    return figure


def _counts(axes: Axes, report: UnlabelledReport, chosen: Style) -> None:
    counts = np.asarray(report.predicted_counts)
    order = np.arange(len(counts))
    if len(counts) > _MOST_BARS:
        order = np.sort(np.argsort(-counts, kind="stable")[:_MOST_BARS])
    positions = np.arange(len(order))
    bars = axes.barh(positions, counts[order], color=chosen.blue, height=0.62)
    axes.bar_label(bars, padding=4, fontsize=9, color=chosen.quiet, fmt="{:,.0f}")
    axes.set_yticks(positions, labels=[label(report.class_names[number], 24) for number in order], fontsize=9)
    axes.invert_yaxis()
    axes.tick_params(length=0)
    axes.set_title(f"Predicted classes of {report.samples:,} samples without labels")
    axes.set_xlabel("samples (count)")
    axes.margins(x=0.1)
    axes.spines["left"].set_visible(False)


def _strip(axes: Axes, report: UnlabelledReport, name: str, chosen: Style) -> None:
    lowest, tenth, quarter, middle, three_quarters, ninetieth, highest = report.confidence_quantiles
    axes.plot([lowest, highest], [0, 0], color=chosen.line, linewidth=3)
    axes.plot([tenth, ninetieth], [0, 0], color=chosen.blue, linewidth=7, alpha=0.4, solid_capstyle="butt")
    axes.plot([quarter, three_quarters], [0, 0], color=chosen.blue, linewidth=14, solid_capstyle="butt")
    axes.plot([middle], [0], marker="|", markersize=24, markeredgewidth=2.5, color=chosen.orange)
    place = (middle - lowest) / ((highest - lowest) or 1.0)
    axes.annotate(
        f"half of the samples lie above {middle:,.4g}",
        (middle, 0),
        xytext=(0, 17),
        textcoords="offset points",
        ha="left" if place < 0.3 else ("right" if place > 0.7 else "center"),  # noqa: PLR2004
        color=chosen.ink,
        fontsize=9,
        annotation_clip=False,
    )
    axes.set_ylim(-1, 1.6)
    axes.set_yticks([])
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_formatter(plain_number)
    axes.set_xlabel(f"{name}\nthick: the middle half · pale: 8 of 10 · thin: all", linespacing=1.5)
