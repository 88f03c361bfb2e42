"""What the page shows of digits drawn in several ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import number_words
from handsonn.course.chapters.ch17_latent_codes.experiments import generating
from handsonn.course.chapters.ch17_latent_codes.experiments.generating import Drawn
from handsonn.course.live import Outcome

Array = np.ndarray[Any, Any]
LOOK = {"span": 6, "height": 250}


def draw_outcome(
    found: Mapping[str, list[Drawn]], way: str, shown: int, train: Array, **code: Any
) -> Outcome:
    """Put together what was drawn in each way, one entry per seed. shown: the seed whose digits are drawn."""
    far = {each: np.array([np.median(one.far) for one in drawn]) for each, drawn in found.items()}
    trips = {each: np.array([np.median(one.trips) for one in drawn]) for each, drawn in found.items()}
    real = np.array([np.median(one.real) for one in found[way]])
    return Outcome(
        pictures={
            "drawn": generating.drawn_picture(found[way][shown], train, way, shown),
            "far": generating.way_bars(
                far, "Distance to the nearest real digit", "times the spacing", way, **LOOK
            ),
            "trips": generating.way_bars(
                trips, "Round trip of the drawn codes", "share of the spread", way, **LOOK
            ),
        },
        notice=(
            generating.far_words(way, far[way], number_words(far[way])),
            generating.nearest_words(far),
            generating.trip_words(trips[way], real),
        ),
        keras_gives={"far": tuple(far[way]), "round_trip": tuple(trips[way])},
        facts={
            **{f"far_{each}": float(np.median(values)) for each, values in far.items()},
            **{f"trip_{each}": float(np.median(values)) for each, values in trips.items()},
            "real": float(np.median(real)),
        },
        seeds=tuple(range(len(real))),
        **code,
    )
