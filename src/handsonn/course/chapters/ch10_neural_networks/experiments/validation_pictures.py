"""The pictures of the lab about validation: measured arrays in, pictures out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.choosing_settings import SETTINGS
from handsonn.course.chapters.ch10_neural_networks.experiments.scaling_pictures import means
from handsonn.course.pictures import Axis, Bars, Curves, Line, Mark, Picture, Table, band, histogram

Array = np.ndarray[Any, Any]
SHOWN_ROWS = 4
"""Every fourth row is drawn: a dot for each would hide its neighbours."""
WAYS = {"last": "validation_split: the last rows", "drawn": "drawn at random, by class"}
BEST_ROWS = 5


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
            height=150,
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
    places = np.concatenate([np.repeat(n, len(first[n])) for n in others])
    other_scores = np.concatenate([first[n] for n in others])
    return {
        "scores": Curves(
            title="Score of 20 splits, by the size of the validation set",
            caption="Dashed: two standard deviations of n independent answers.",
            x=Axis("validation samples", low=0),
            y=Axis("score", high=1.01),
            lines=(
                Line("other sizes", places, other_scores, colour="quiet", style="dots"),
                Line(
                    f"{size} samples",
                    np.repeat(size, len(first[size])),
                    first[size],
                    colour="orange",
                    style="dots",
                ),
                Line("expected", steps, share + 2 * expected, colour="ink", style="dashed"),
                Line("", steps, share - 2 * expected, colour="ink", style="dashed"),
            ),
            span=7,
            height=240,
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
            height=240,
        ),
        "histogram": replace(
            histogram(
                Axis("score", low=float(min(map(np.min, first.values()))), high=1.0),
                [first[size]],
                bins=30,
                span=12,
                height=110,
                title=f"The 20 scores with {size} validation samples",
            ),
            y=Axis("splits", low=0),
        ),
    }


def pictures_of_choosing(scores: dict[int, Array], tried: int, right: Array, size: int) -> dict[str, Picture]:
    """Show both scores of the chosen setting over the number tried, and the best five of one draw.

    scores: by number tried, shape (splits, 2). right: of the first split, shape (settings, rows).
    """
    numbers = np.array(list(scores))
    both = np.array(list(scores.values()))  # (numbers, splits, 2)
    rows = np.random.default_rng(0).permutation(right.shape[1])
    validation, test = right[:tried, rows[:size]].mean(axis=1), right[:tried, rows[size:]].mean(axis=1)
    best = np.argsort(-validation, kind="stable")[:BEST_ROWS]
    return {
        "curves": Curves(
            title="The chosen setting's two scores",
            caption="Median over 5 sets of training rows, lowest to highest; each a mean of 200 draws.",
            x=Axis("settings tried", low=0, high=float(numbers[-1]) + 1),
            y=Axis("accuracy"),
            lines=(
                band("validation score of the best", numbers, both[:, :, 0].T, colour="orange"),
                band("its test score", numbers, both[:, :, 1].T),
            ),
            marks=(Mark(tried, f"{tried} tried"),),
            span=7,
            height=330,
        ),
        "best": Table(
            title=f"The best {len(best)} of {tried} in one draw",
            columns=("learning rate", "epochs", "validation", "test"),
            rows=tuple(
                (f"{SETTINGS[i][0]:.2g}", SETTINGS[i][1], float(validation[i]), float(test[i])) for i in best
            ),
            highlighted=(0,),
            span=5,
            height=330,
        ),
    }
