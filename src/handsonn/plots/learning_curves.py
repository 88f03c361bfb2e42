"""How loss and metrics went, epoch by epoch, on training and validation samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from handsonn.plots.style import Style, drawing, horizontal_lines, label, new_figure, plain_number, style
from handsonn.records import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

History = Mapping[str, Sequence[float]]

_MOST_PANELS = 3
_DECADES_FOR_LOGARITHM = 2.0
_UNITS = {
    "loss": "loss (mean per sample)",
    "accuracy": "accuracy (share of samples)",
    "mae": "mean absolute error (target units)",
    "mean_absolute_error": "mean absolute error (target units)",
    "mse": "mean squared error (target units²)",
    "mean_squared_error": "mean squared error (target units²)",
    "root_mean_squared_error": "root mean squared error (target units)",
}


def learning_curves(histories: History | Sequence[History], *, dark: bool = False) -> Figure:
    """Draw a panel per metric: the training curve blue, the validation curve orange and dashed.

    histories: one run's history (metric name to a value per epoch), or one per seed: then the line is the
        mean over the seeds and the band reaches from the lowest to the highest.
    The dotted line marks the epoch at which the validation loss (or else the loss) was lowest.
    """
    runs = [histories] if isinstance(histories, Mapping) else list(histories)
    names = _metrics(runs)
    chosen = style(dark)
    with drawing(chosen):
        figure = new_figure(4.6 * len(names) + 0.4, 3.6)
        for axes, name in zip(figure.subplots(1, len(names), squeeze=False)[0], names, strict=True):
            _panel(axes, name, runs, chosen)
        if len(runs) > 1:
            figure.supxlabel(
                f"line: mean of {len(runs)} seeds · band: from the lowest to the highest",
                fontsize=9,
                color=chosen.quiet,
            )
    return figure


def best_epoch(history: History) -> int | None:
    """Find the epoch (0 is the first) with the lowest validation loss, or else loss; None without any."""
    losses = np.asarray(history.get("val_loss") or history.get("loss") or (), dtype=np.float64)
    if not np.isfinite(losses).any():
        return None
    return int(np.nanargmin(np.where(np.isfinite(losses), losses, np.nan)))


def _metrics(runs: Sequence[History]) -> list[str]:
    names = dict.fromkeys(name.removeprefix("val_") for run in runs for name in run)
    names.pop("learning_rate", None)
    ordered = sorted(names, key=lambda name: name != "loss")
    return ordered[:_MOST_PANELS] or ["loss"]


def _panel(axes: Axes, name: str, runs: Sequence[History], chosen: Style) -> None:
    curves = [
        ("training", name, chosen.blue, "-"),
        ("validation", f"val_{name}", chosen.orange, (0, (4, 1.5))),
    ]
    drawn = [(words, _stack(runs, key), colour, dashes) for words, key, colour, dashes in curves]
    drawn = [curve for curve in drawn if np.isfinite(curve[1]).any()]
    for words, stacked, colour, dashes in drawn:
        _curve(axes, stacked, colour, dashes, words)
    axes.set_title(label(name.replace("_", " "), 30))
    axes.set_xlabel("epoch (passes over the training samples)")
    axes.set_ylabel(_UNITS.get(name, label(name.replace("_", " "), 30)))
    horizontal_lines(axes)
    _whole_epochs(axes, max((stacked.shape[1] for _, stacked, _, _ in drawn), default=1))
    _scale(axes, [stacked for _, stacked, _, _ in drawn])
    _end_labels(axes, [(words, _mean(stacked), colour) for words, stacked, colour, _ in drawn])
    if len(runs) == 1:
        _mark_best(axes, best_epoch(runs[0]), chosen)


def _stack(runs: Sequence[History], key: str) -> Array:
    """One row per run, NaN after its last epoch: shape (runs, epochs)."""
    epochs = max((len(run.get(key, ())) for run in runs), default=0)
    stacked = np.full((len(runs), epochs), np.nan)
    for row, run in zip(stacked, runs, strict=True):
        values = np.asarray(run.get(key, ()), dtype=np.float64)
        row[: len(values)] = np.where(np.isfinite(values), values, np.nan)
    return stacked


def _curve(axes: Axes, stacked: Array, colour: str, dashes: object, words: str) -> None:
    epochs = np.arange(1, stacked.shape[1] + 1)
    # A single epoch makes no line: mark it.
    marker = "o" if stacked.shape[1] == 1 else ""
    axes.plot(epochs, _mean(stacked), color=colour, linestyle=dashes, marker=marker, label=words)
    if len(stacked) > 1:
        masked = np.ma.masked_invalid(stacked)
        axes.fill_between(
            epochs, masked.min(axis=0), masked.max(axis=0), color=colour, alpha=0.18, linewidth=0
        )


def _mean(stacked: Array) -> Array:
    # Seeds that stopped early count as long as they went on.
    means: Array = np.ma.masked_invalid(stacked).mean(axis=0).filled(np.nan)
    return means


def _whole_epochs(axes: Axes, epochs: int) -> None:
    from matplotlib.ticker import MaxNLocator

    ticks = MaxNLocator(integer=True, min_n_ticks=1, nbins=7).tick_values(1, max(epochs, 2))
    # The last epoch is named; a round number too close to either end would run into its label.
    between = (int(tick) for tick in ticks if 1 + epochs / 10 < tick < epochs - epochs / 12)
    axes.set_xticks(sorted({1, *between, max(epochs, 1)}))
    axes.spines["bottom"].set_bounds(1, max(epochs, 1.5))
    # Room on the right for the names of the curves.
    axes.set_xlim(1 - 0.02 * epochs, max(epochs, 1.5) + 0.34 * max(epochs - 1, 0.5))


def _scale(axes: Axes, stacks: Sequence[Array]) -> None:
    values = np.concatenate([stacked.ravel() for stacked in stacks] or [np.zeros(0)])
    values = values[np.isfinite(values)]
    if values.size and values.min() > 0 and np.log10(values.max() / values.min()) > _DECADES_FOR_LOGARITHM:
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter(plain_number)
        axes.yaxis.set_minor_formatter("")
        axes.tick_params(which="minor", length=0)
    axes.margins(y=0.08)


def _end_labels(axes: Axes, curves: Sequence[tuple[str, Array, str]]) -> None:
    """Name each curve at its end; two that end close together are named above and below."""
    ends = []
    for words, means, colour in curves:
        last = int(np.flatnonzero(np.isfinite(means))[-1])
        ends.append((float(means[last]), last + 1, words, colour))
    ends.sort()
    for position, (value, epoch, words, colour) in enumerate(ends):
        above = 0 if len(ends) == 1 else (7 if position else -7)
        axes.annotate(
            words,
            (epoch, value),
            xytext=(6, above),
            textcoords="offset points",
            color=colour,
            va="center",
            fontsize=9.5,
            fontweight="bold",
        )


def _mark_best(axes: Axes, epoch: int | None, chosen: Style) -> None:
    if epoch is None:
        return
    axes.axvline(epoch + 1, color=chosen.quiet, linewidth=1, linestyle=":", zorder=1)
    axes.annotate(
        f"best epoch: {epoch + 1}",
        (epoch + 1, 1),
        xycoords=("data", "axes fraction"),
        xytext=(4, -1),
        textcoords="offset points",
        color=chosen.quiet,
        fontsize=8.5,
        va="bottom",
        ha="center",
    )
