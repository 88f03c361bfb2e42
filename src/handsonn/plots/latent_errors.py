"""How well samples that were never seen are reconstructed: each one's error, and PCA's mean beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from handsonn.plots.style import drawing, horizontal_lines, new_figure, plain_number, style
from handsonn.records import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def latent_errors(errors: Array, pca_error: float | None, *, numbers: int, dark: bool = False) -> Figure:
    """Draw the held-out errors, shape (samples,), as a histogram; lines mark their mean and PCA's.

    numbers: of a code, and so of PCA's components.
    """
    chosen = style(dark)
    mean = float(np.mean(errors, dtype=np.float64))
    high = max(float(np.quantile(errors, 0.99)), mean, pca_error or 0.0) * 1.08 or 1.0
    with drawing(chosen):
        figure = new_figure(6.8, 3.6)
        axes = figure.subplots()
        axes.hist(
            np.minimum(errors, high), bins=np.linspace(0, high, 50).tolist(), color=chosen.blue, alpha=0.35
        )
        _mark(axes, mean, f"mean {mean:.3g}", chosen.blue, 0.98)
        if pca_error is not None:
            plural = "" if numbers == 1 else "s"
            _mark(axes, pca_error, f"PCA, {numbers} component{plural}: {pca_error:.3g}", chosen.orange, 0.86)
        axes.set_title("Error of samples that were never seen")
        axes.set_xlabel("mean squared error of a sample (prepared as the network sees it)")
        axes.set_ylabel("samples (count)")
        axes.set_xlim(0, high)
        axes.xaxis.set_major_formatter(plain_number)
        horizontal_lines(axes)
    return figure


def _mark(axes: Axes, value: float, words: str, colour: str, height: float) -> None:
    right = value > 0.6 * axes.get_xlim()[1]
    axes.axvline(value, color=colour, linewidth=1.6)
    axes.annotate(
        words,
        (value, height),
        xycoords=("data", "axes fraction"),
        xytext=(-5 if right else 5, 0),
        textcoords="offset points",
        ha="right" if right else "left",
        va="top",
        color=colour,
        fontsize=9.5,
        fontweight="bold",
    )
