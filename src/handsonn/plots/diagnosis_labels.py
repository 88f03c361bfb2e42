"""Which labels a network sees, and which it is judged on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from handsonn.plots.style import drawing, label, new_figure, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_CLASSES = 20


def label_mix(shares: Mapping[str, Mapping[str, float]], *, dark: bool = False) -> Figure:
    """Draw the share of each class, a bar for each group of rows.

    shares: one or two groups, such as "training rows" and "last rows (validation)", each from class to share.
        Of more than MOST_CLASSES classes the most frequent are drawn.
    """
    chosen = style(dark)
    classes = _classes(shares)
    colours = (chosen.blue, chosen.orange)
    hatches = ("", "///")
    with drawing(chosen):
        figure = new_figure(6.8, max(2.2, 0.34 * len(classes) + 1.3))
        axes = figure.subplots()
        height = 0.8 / len(shares)
        places = np.arange(len(classes), dtype=np.float64)
        for number, (group, of_class) in enumerate(shares.items()):
            values = [100 * of_class.get(name, 0.0) for name in classes]
            axes.barh(
                places + (number - (len(shares) - 1) / 2) * height, values, height * 0.92,
                color=colours[number % 2], hatch=hatches[number % 2], edgecolor=chosen.paper, label=group,
                linewidth=0,
            )  # fmt: skip
        axes.set_yticks(places, [label(name) for name in classes])
        axes.invert_yaxis()
        axes.set_xlabel("share of the rows (percent)")
        axes.set_ylabel("class")
        axes.grid(visible=True, axis="x")
        axes.tick_params(length=0)
        if len(shares) > 1:
            axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.22), ncols=2, fontsize=9)
    return figure


def _classes(shares: Mapping[str, Mapping[str, float]]) -> list[str]:
    names = list(dict.fromkeys(name for group in shares.values() for name in group))
    if len(names) <= MOST_CLASSES:
        return names
    most = sorted(names, key=lambda name: -max(group.get(name, 0.0) for group in shares.values()))
    return [name for name in names if name in most[:MOST_CLASSES]]
