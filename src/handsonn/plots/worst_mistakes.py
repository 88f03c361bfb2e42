"""The samples on which the network was most surely wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from handsonn.plots.style import Style, drawing, label, new_figure, plain_number, style
from handsonn.records import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLUMNS = 6
_COLOUR_IMAGES = 4  # dimensions


@dataclass(frozen=True)
class Mistake:
    """One wrong prediction: its row, the truth, what was said instead, and how wrong.

    size: the confidence, 0 to 1, of a wrong class; or the residual, target minus prediction.
    """

    row: int
    true: str
    predicted: str
    size: float


def worst_mistakes(
    mistakes: Sequence[Mistake],
    *,
    images: Array | None = None,
    size_name: Literal["confidence", "residual"] = "confidence",
    dark: bool = False,
) -> Figure:
    """Draw the mistakes as a grid of their images, or, without images, as a bar each.

    images: shape (mistakes, height, width), or (mistakes, height, width, 3) in colour, in the same order.
    size_name: what a mistake's size is.
    """
    chosen = style(dark)
    with drawing(chosen):
        if not mistakes:
            return _none(chosen)
        if images is not None:
            return _grid(mistakes, images, size_name, chosen)
        return _bars(mistakes, size_name, chosen)


def _none(chosen: Style) -> Figure:
    figure = new_figure(6, 1.2)
    words = "Not one mistake among the test samples."
    figure.text(0.5, 0.5, words, ha="center", va="center", color=chosen.quiet)
    return figure


def _title(mistakes: Sequence[Mistake], size_name: str) -> str:
    if size_name == "confidence":
        several = f"{len(mistakes)} wrong predictions, the most confident first"
        return several if len(mistakes) > 1 else "The only wrong prediction"
    return f"The {len(mistakes)} largest residuals" if len(mistakes) > 1 else "The only residual"


def _grid(mistakes: Sequence[Mistake], images: Array, size_name: str, chosen: Style) -> Figure:
    columns = min(_COLUMNS, len(mistakes))
    rows = -(-len(mistakes) // columns)
    figure = new_figure(max(1.65 * columns, 3.0) + 0.3, 2.2 * rows + 0.5)
    figure.suptitle(_title(mistakes, size_name), x=0.02, ha="left", fontweight="bold", fontsize=11)
    grid = figure.subplots(rows, columns, squeeze=False).ravel()
    limits = _grey_limits(images)
    for axes, mistake, image in zip(grid, mistakes, images, strict=False):
        axes.imshow(_drawable(image), cmap="gray", interpolation="nearest", **limits)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.spines[:].set_visible(False)
        _caption(axes, mistake, size_name, chosen)
    for axes in grid[len(mistakes) :]:
        axes.set_axis_off()
    return figure


def _grey_limits(images: Array) -> dict[str, Any]:
    if images.ndim == _COLOUR_IMAGES and images.shape[-1] > 1:
        return {}
    return {"vmin": float(images.min()), "vmax": max(float(images.max()), float(images.min()) + 1e-9)}


def _drawable(image: Array) -> Array:
    if image.ndim == _COLOUR_IMAGES - 1 and image.shape[-1] == 1:
        return image[..., 0]
    if image.dtype == np.uint8:
        return image
    values: Array = image.astype(np.float64)
    if image.ndim == _COLOUR_IMAGES - 1:
        values = np.clip(values / (255.0 if values.max() > 1 else 1.0), 0, 1)
    return values


def _caption(axes: Axes, mistake: Mistake, size_name: str, chosen: Style) -> None:
    size = f"{mistake.size:.0%} sure" if size_name == "confidence" else f"off by {mistake.size:+.3g}"
    lines = [
        (f"true: {label(mistake.true, 16)}", chosen.ink, "bold", 8.5),
        (f"predicted: {label(mistake.predicted, 13)}", chosen.orange, "bold", 8.5),
        (f"{size} · row {mistake.row}", chosen.quiet, "normal", 8),
    ]
    for line, (words, colour, weight, points) in enumerate(lines):
        axes.annotate(
            words,
            (0.5, 0),
            xycoords="axes fraction",
            xytext=(0, -5 - 12 * line),
            textcoords="offset points",
            ha="center",
            va="top",
            color=colour,
            fontweight=weight,
            fontsize=points,
        )
    # The layout reserves room for an axis name; the caption takes its place.
    axes.set_xlabel("\n\n\n", fontsize=9)


def _bars(mistakes: Sequence[Mistake], size_name: str, chosen: Style) -> Figure:
    from matplotlib.ticker import MaxNLocator

    figure = new_figure(7.4, 0.36 * len(mistakes) + 1.3)
    axes = figure.subplots()
    sizes = np.array([mistake.size for mistake in mistakes])
    colours = [chosen.orange if size_name == "confidence" or size < 0 else chosen.blue for size in sizes]
    axes.barh(np.arange(len(mistakes)), sizes, color=colours, height=0.62)
    names = [
        f"row {mistake.row}: true {label(mistake.true, 16)}, predicted {label(mistake.predicted, 16)}"
        for mistake in mistakes
    ]
    axes.set_yticks(np.arange(len(mistakes)), labels=names, fontsize=9)
    axes.tick_params(length=0)
    axes.invert_yaxis()
    axes.spines["left"].set_visible(False)
    axes.grid(visible=True, axis="x")
    axes.set_title(_title(mistakes, size_name))
    if size_name == "confidence":
        axes.set_xlim(0, 1)
        axes.set_xlabel("confidence in the wrong class (probability)")
    else:
        axes.axvline(0, color=chosen.quiet, linewidth=1)
        axes.xaxis.set_major_locator(MaxNLocator(6))
        axes.xaxis.set_major_formatter(plain_number)
        axes.set_xlabel("residual: target minus prediction (target units)")
    return figure
