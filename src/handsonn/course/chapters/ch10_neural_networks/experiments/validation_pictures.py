"""The pictures of the lab about validation: measured arrays in, pictures out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.choosing_settings import (
    SETTINGS,
    scores_of_draw,
    typical_draw,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.paired_difference import signed
from handsonn.course.chapters.ch10_neural_networks.experiments.scaling_pictures import means
from handsonn.course.pictures import Axis, Bars, Curves, Line, Mark, Picture, Table, band, histogram

Array = np.ndarray[Any, Any]
SHOWN_ROWS = 4
"""Every fourth row is drawn: a dot for each would hide its neighbours."""
WAYS = {"last": "validation_split: the last rows", "drawn": "drawn at random, by class"}
BEST_ROWS = 4
DOTS_REACH = 9
"""Dots of one size lie up to so many samples beside it; neighbouring sizes are 25 apart at least."""


def pictures_of_last_rows(
    rows: Array, ways: dict[str, tuple[Array, Array]], labels: Array, scores: dict[str, Array]
) -> dict[str, Picture]:
    """Show which rows are training and validation, and what each way promises against what it keeps.

    rows: row numbers in their order. ways: training and validation rows of each way. labels: of all rows.
    """
    places = np.empty(len(labels), dtype=np.int64)
    places[rows] = np.arange(len(rows))
    strips = {
        way: Curves(
            title=WAYS[way],
            x=Axis("place of the row", low=0, high=len(rows)),
            y=Axis("class", low=-0.6, high=9.6),
            lines=tuple(
                Line(name, places[part], labels[part], colour=colour, style="dots")
                for name, colour, part in (
                    ("training", "blue", _some(train, places)),
                    ("validation", "orange", _some(validation, places)),
                )
            ),
            span=6,
            height=200,
            description=f"The class of every fourth row over its place, {WAYS[way]}",
        )
        for way, (train, validation) in ways.items()
    }
    promised, kept = (
        np.column_stack([scores[f"{kind}_{way}"] for way in ("last", "drawn")]) for kind in ("val", "new")
    )
    return {
        **strips,
        "scores": Bars(
            title="Accuracy promised and kept",
            caption="Mean of 5 seeds, lowest to highest.",
            x=Axis("validation rows"),
            y=Axis("accuracy", low=0, high=1.03),
            names=("the last rows", "drawn at random, by class"),
            sets=(
                means(promised, name="promised by the validation rows", colour="orange"),
                means(kept, name="kept on new digits"),
            ),
            span=12,
            height=165,
        ),
    }


def _some(part: Array, places: Array) -> Array:
    shown: Array = part[places[part] % SHOWN_ROWS == 0]
    return shown


def pictures_of_splits(
    first: dict[int, Array], spreads: dict[int, float], share: float, size: int
) -> dict[str, Picture]:
    """Show each split's score at each size, their spread, and what independent answers would give.

    first: by size, the scores of the splits. spreads: by size, the standard deviation.
    """
    sizes = np.array(list(first))
    steps = np.linspace(sizes[0], sizes[-1], 60)
    expected = np.sqrt(share * (1 - share) / steps)
    others = [n for n in first if n != size]
    places = np.concatenate([_side_by_side(n, len(first[n])) for n in others])
    other_scores = np.concatenate([first[n] for n in others])
    return {
        "scores": Curves(
            title="Score of 20 splits, by the size of the validation set",
            caption="Dots side by side: one per split. Dashed: two standard deviations of n independent answers, 1 at most.",
            x=Axis("validation samples", low=0),
            y=Axis("score", high=1.02),
            lines=(
                Line("other sizes", places, other_scores, colour="quiet", style="dots"),
                Line(
                    f"{size} samples",
                    _side_by_side(size, len(first[size])),
                    first[size],
                    colour="orange",
                    style="dots",
                ),
                Line("expected", steps, np.minimum(share + 2 * expected, 1), colour="ink", style="dashed"),
                Line("", steps, share - 2 * expected, colour="ink", style="dashed"),
            ),
            span=7,
            height=215,
        ),
        "spread": Curves(
            title="Spread of the score",
            caption="Over every validation set of a size.",
            x=Axis("validation samples", low=0),
            y=Axis("standard deviation", low=0),
            lines=(
                Line("measured", sizes, np.array(list(spreads.values())), colour="blue", style="dots"),
                Line("independent answers", steps, expected, colour="ink", style="dashed"),
            ),
            marks=(Mark(size, f"{size}"),),
            span=5,
            height=215,
        ),
        "histogram": replace(
            histogram(
                Axis("score", low=float(min(map(np.min, first.values()))), high=1.0),
                [first[size]],
                bins=30,
                span=12,
                height=165,
                title=f"The 20 scores with {size} validation samples",
            ),
            y=Axis("splits", low=0),
        ),
    }


def _side_by_side(size: int, count: int) -> Array:
    """Spread `count` dots around a size, so that equal scores do not hide each other."""
    return size + np.linspace(-DOTS_REACH, DOTS_REACH, count)


def pictures_of_choosing(
    scores: dict[int, Array], tried: int, draws: Array, right: Array, size: int
) -> dict[str, Picture]:
    """Show both scores over the number tried, the gap of every draw, and the best few of a typical draw.

    scores: by number tried, shape (sets of training rows, 3). draws: of the number tried, shape (sets, draws, 3).
    right: of the first set of training rows, shape (settings, rows).
    """
    numbers, three = np.array(list(scores)), np.array(list(scores.values()))  # (numbers, sets, 3)
    gaps = 100 * (draws[:, :, 0] - draws[:, :, 1])
    reach = float(np.ceil(np.abs(gaps).max() / 5) * 5)
    return {
        "curves": Curves(
            title="The chosen setting's two scores",
            caption="Mean over 5 sets of training rows, lowest to highest; 200 draws each.",
            x=Axis("settings tried", low=0, high=float(numbers[-1]) + 1),
            y=Axis("accuracy"),
            lines=(
                _mean_band("validation score of the best", numbers, three[:, :, 0].T, colour="orange"),
                _mean_band("its test score", numbers, three[:, :, 1].T),
                _mean_band("picked blindly: test", numbers, three[:, :, 2].T, colour="quiet"),
            ),
            marks=(Mark(tried, f"{tried} tried"),),
            span=7,
            height=215,
        ),
        "gaps": replace(
            histogram(
                Axis("validation minus test score, in points", low=-reach, high=reach),
                [gaps],
                # a score on `size` samples moves in steps of 100 / size points: narrower bins would stay empty
                bins=max(4, min(30, round(2 * reach * size / 100))),
                span=5,
                height=215,
                title=f"The gap in each of {gaps.size:,} draws",
                caption=f"Above zero in {(gaps > 0).mean():.0%} of the draws; half of them from "
                f"{signed(np.percentile(gaps, 25) / 100)} to {signed(np.percentile(gaps, 75) / 100)} points.",
            ),
            y=Axis("draws", low=0),
        ),
        "best": _best_of_draw(draws[0], right[:tried], size),
    }


def _best_of_draw(draws: Array, right: Array, size: int) -> Picture:
    """Show the best settings of the draw whose gap is nearest to the mean."""
    validation, test = scores_of_draw(right, size, typical_draw(draws))
    best = np.argsort(-validation, kind="stable")[:BEST_ROWS]
    return Table(
        title=f"The best {len(best)} of {len(right)} in a typical draw" if len(right) > 1 else "One draw",
        caption="Its gap is the nearest to the mean of 200 draws. Of equal validation scores, the setting tried first wins.",
        columns=("tried as number", "learning rate", "epochs", "validation score", "test score"),
        rows=tuple(
            (str(i + 1), float(f"{SETTINGS[i][0]:.2g}"), SETTINGS[i][1], float(validation[i]), float(test[i]))
            for i in best
        ),
        highlighted=(0,),
        span=12,
        height=175,
    )


def _mean_band(name: str, x: Array, values: Array, **look: str) -> Line:
    """Make a line of the means, which subtract as the sentences do, with a band from lowest to highest."""
    return replace(band(name, x, values, **look), y=values.mean(axis=0))
