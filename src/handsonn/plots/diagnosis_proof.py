"""A proof as a picture: each seed's score without and with the change, and the held-out loss on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from handsonn.plots.style import (
    Style,
    drawing,
    horizontal_lines,
    new_figure,
    plain_number,
    short_number,
    style,
)
from handsonn.records import Array, Proof

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

OTHER_LOSS = ("output", "loss", "labels", "scale_targets", "penalty", "together")
"""Kinds of change after which the loss may measure something else, so that its size says nothing."""
_DECADES_FOR_LOGARITHM = 1.5


def paired_seeds(proof: Proof, *, dark: bool = False) -> Figure:
    """Draw a line for each seed from the score as it was (orange) to the score with the change (blue).

    Beside it, where they were kept, the held-out losses by epoch: mean over seeds, and a band from the lowest
    to the highest. Where the change changes what the loss measures, each has axes of its own.
    """
    chosen = style(dark)
    with_curves = any(proof.curves_before) or any(proof.curves_after)
    with drawing(chosen):
        figure = new_figure(8.4 if with_curves else 4.4, 3.5)
        if with_curves and proof.change.kind in OTHER_LOSS:
            left, above, below = _one_beside_two(figure)
            _two_losses(above, below, proof, chosen)
        elif with_curves:
            left, right = figure.subplots(1, 2, gridspec_kw={"width_ratios": [1, 1.35]})
            _curves(right, proof, chosen)
        else:
            left = figure.subplots()
        _scores(left, proof, chosen)
    return figure


def _scores(axes: Axes, proof: Proof, chosen: Style) -> None:
    pairs = [pair for pair in zip(proof.before, proof.after, strict=True) if np.isfinite(pair).all()]
    for before, after in pairs:
        axes.plot([0, 1], [before, after], color=chosen.line, linewidth=1.2, zorder=1)
    _points(axes, 0, proof.before, chosen.orange, "o")
    _points(axes, 1, proof.after, chosen.blue, "s")
    axes.set_xlim(-0.45, 1.45)
    axes.set_xticks([0, 1], ["as it was", "with the change"])
    axes.set_ylabel(f"{proof.score_name}, held-out samples")
    axes.set_title(f"{len(proof.seeds)} seeds, each trained both ways")
    axes.yaxis.set_major_formatter(plain_number)
    axes.margins(y=0.15)
    horizontal_lines(axes)


def _points(axes: Axes, place: int, scores: tuple[float, ...], colour: str, marker: str) -> None:
    finite = [score for score in scores if np.isfinite(score)]
    if finite:
        axes.scatter([place] * len(finite), finite, color=colour, marker=marker, s=34, zorder=2)
    missing = len(scores) - len(finite)
    if missing:
        words = f"{missing} without a score" if finite else "no score:\nit could not be trained"
        axes.annotate(
            words, (place, 0.02), xycoords=("data", "axes fraction"), ha="center", va="bottom",
            color=colour, fontsize=8.5,
        )  # fmt: skip


def _one_beside_two(figure: Figure) -> tuple[Axes, Axes, Axes]:
    grid = figure.add_gridspec(2, 2, width_ratios=[1, 1.35])
    above = figure.add_subplot(grid[0, 1])
    return figure.add_subplot(grid[:, 0]), above, figure.add_subplot(grid[1, 1], sharex=above)


def _two_losses(above: Axes, below: Axes, proof: Proof, chosen: Style) -> None:
    """Draw each loss on axes of its own: a cross-entropy and a squared error do not compare."""
    was = _band(above, proof.curves_before, chosen.orange, (0, (4, 1.5)), "as it was")
    now = _band(below, proof.curves_after, chosen.blue, "-", "with the change")
    _label_losses(above, was, "Two losses, whose sizes do not compare")
    _label_losses(below, now, "")
    above.set_xlabel("")
    above.tick_params(labelbottom=False)


def _curves(axes: Axes, proof: Proof, chosen: Style) -> None:
    drawn = [
        _band(axes, proof.curves_before, chosen.orange, (0, (4, 1.5)), "as it was"),
        _band(axes, proof.curves_after, chosen.blue, "-", "with the change"),
    ]
    values = np.concatenate([each.ravel() for each in drawn])
    _label_losses(axes, values, "Mean over the seeds, lowest to highest")


def _label_losses(axes: Axes, values: Array, title: str) -> None:
    from matplotlib.ticker import MaxNLocator

    values = values[np.isfinite(values)]
    if values.size and values.min() > 0 and np.log10(values.max() / values.min()) > _DECADES_FOR_LOGARITHM:
        axes.set_yscale("log")
        axes.yaxis.set_minor_formatter("")
    axes.yaxis.set_major_formatter(short_number)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("epoch (passes over the training samples)")
    axes.set_ylabel("held-out loss")
    axes.set_title(title)
    if values.size:
        axes.legend(frameon=False, loc="best", fontsize=9)
    horizontal_lines(axes)


def _band(
    axes: Axes, curves: tuple[tuple[float, ...], ...], colour: str, dashes: object, words: str
) -> Array:
    longest = max((len(curve) for curve in curves), default=0)
    stacked = np.full((len(curves), longest), np.nan)
    for row, curve in zip(stacked, curves, strict=True):
        values = np.asarray(curve, dtype=np.float64)
        row[: len(curve)] = np.where(np.isfinite(values), values, np.nan)
    masked = np.ma.masked_invalid(stacked)
    if masked.count():
        epochs = np.arange(1, longest + 1)
        axes.plot(epochs, masked.mean(axis=0), color=colour, linestyle=dashes, label=words)
        axes.fill_between(
            epochs, masked.min(axis=0), masked.max(axis=0), color=colour, alpha=0.18, linewidth=0
        )
    return stacked
