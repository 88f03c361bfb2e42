"""Samples in rows, one under another: real and reconstructed, steps of a walk, generated and nearest real."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from handsonn.plots.style import Style, drawing, label, new_figure, style
from handsonn.records import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_IMAGE_RANKS = (3, 4)


@dataclass(frozen=True, eq=False)
class SampleRow:
    """A row of samples under one name.

    samples: images, uint8, (count, height, width) or (count, height, width, 3); or the numbers of each
    sample, (count, numbers). captions: one under each, or ().
    """

    name: str
    samples: Array
    captions: tuple[str, ...] = ()


def latent_samples(
    rows: Sequence[SampleRow], *, title: str, sentence: str = "", dark: bool = False
) -> Figure:
    """Draw the rows; the samples of one column belong together. sentence: below, what to read from them."""
    chosen = style(dark)
    images = rows[0].samples.ndim in _IMAGE_RANKS
    columns = max(len(row.samples) for row in rows)
    with drawing(chosen):
        each = 1.35 if any(row.captions for row in rows) else 1.15
        figure = new_figure(max(1.05 * columns + 1.5, 5.0), each * len(rows) + 0.9)
        figure.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=12)
        grid: Any = figure.subplots(len(rows), columns, squeeze=False)
        limits = None if images else _limits(rows)
        for line, row in zip(grid, rows, strict=True):
            for at, axes in enumerate(line):
                _bare(axes, chosen)
                if at < len(row.samples):
                    _draw(axes, row.samples[at], limits, chosen)
                    axes.set_xlabel(row.captions[at] if row.captions else "", fontsize=8)
                else:
                    axes.set_axis_off()
            name = label(row.name, 22).replace(" ", "\n", 1)
            line[0].set_ylabel(name, rotation=0, ha="right", va="center", labelpad=8, fontsize=9)
        if sentence:
            figure.supxlabel(sentence, x=0.01, ha="left", fontsize=9, color=chosen.quiet, wrap=True)
    return figure


def _bare(axes: Axes, chosen: Style) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(True)
    axes.spines[:].set_color(chosen.line)


def _draw(axes: Axes, sample: Array, limits: tuple[float, float] | None, chosen: Style) -> None:
    if limits is None:
        axes.imshow(sample, cmap="gray", vmin=0, vmax=255, interpolation="nearest")
        return
    places = np.arange(len(sample))
    if len(sample) > 40:  # noqa: PLR2004 - so many numbers are a curve, fewer are bars
        axes.plot(places, sample, color=chosen.blue, linewidth=1)
    else:
        colours = np.where(sample < 0, chosen.orange, chosen.blue)
        axes.bar(places, sample, color=colours, width=0.8)
        axes.axhline(0, color=chosen.quiet, linewidth=0.6)
    axes.set_ylim(*limits)


def _limits(rows: Sequence[SampleRow]) -> tuple[float, float]:
    values = np.concatenate([row.samples.ravel() for row in rows])
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    room = 0.06 * ((high - low) or 1.0)
    return low - room, high + room
