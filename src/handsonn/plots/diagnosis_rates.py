"""The same network at several learning rates, a few steps each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from handsonn.plots.style import drawing, horizontal_lines, new_figure, plain_number, short_number, style
from handsonn.records import RateTrial

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def rate_sweep(trials: Sequence[RateTrial], own_rate: float | None, *, dark: bool = False) -> Figure:
    """Draw the loss after the steps against the learning rate; a cross on top is a loss that blew up.

    own_rate: the learner's, marked by a line; None: unknown.
    """
    chosen = style(dark)
    ordered = sorted(trials, key=lambda trial: trial.learning_rate)
    rates = np.array([trial.learning_rate for trial in ordered])
    losses = np.array([trial.after for trial in ordered])
    finite = np.isfinite(losses)
    with drawing(chosen):
        figure = new_figure(6.8, 3.4)
        axes = figure.subplots()
        axes.set_xscale("log")
        axes.plot(rates[finite], losses[finite], color=chosen.blue, marker="o", label="loss after the steps")
        if ordered and np.isfinite(ordered[0].before):
            axes.axhline(ordered[0].before, color=chosen.quiet, linestyle=":", label="loss before them")
        if not finite.all():
            axes.scatter(
                rates[~finite], np.full((~finite).sum(), 0.95), transform=axes.get_xaxis_transform(),
                marker="x", s=50, color=chosen.orange, label="the loss became NaN or infinite",
            )  # fmt: skip
        if own_rate is not None and own_rate > 0:
            axes.axvline(own_rate, color=chosen.orange, linewidth=1.6, label="your learning rate")
        axes.set_xlim(rates.min() / 2, rates.max() * 2)  # those without a loss have a place too
        axes.xaxis.set_major_formatter(short_number)
        axes.set_xlabel("learning rate")
        axes.set_ylabel("loss of training samples")
        axes.set_title("A few steps at each learning rate")
        axes.yaxis.set_major_formatter(plain_number)
        axes.legend(frameon=False, fontsize=9)
        horizontal_lines(axes)
    return figure
