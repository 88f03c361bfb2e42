"""What the page shows of a walk between two digits."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch17_latent_codes.experiments import walks
from handsonn.course.chapters.ch17_latent_codes.experiments.walks import Halfway
from handsonn.course.live import Outcome
from handsonn.course.pictures import Cloud

Array = np.ndarray[Any, Any]


def two_of(picked: tuple[float, ...], start: int, end: int) -> tuple[int, int]:
    """Take the pair that was clicked; with one click, or twice the same, another digit is the second."""
    first = int(picked[0]) if picked else start
    second = int(picked[1]) if len(picked) > 1 else end
    if first == second:
        second = end if first != end else start
    return first, second


def walk_outcome(  # noqa: PLR0917 - what was measured, and what was asked
    way: str,
    frames: tuple[Array, Array],
    far: tuple[Array, Array],
    cloud: Cloud,
    jumps: tuple[int, str],
    trips: dict[str, Array],
    middles: list[Halfway],
    **code: Any,
) -> Outcome:
    """Put together a walk.

    frames: decoded, and mixed from pixels. far: each frame's distance to the nearest real digit. jumps: how
    many, on which map. trips: of this pair, (seeds, steps). middles: of many pairs, one per seed.
    """
    names = ("straight", "spherical", "ends", "walk", "mix", "bend")
    middle = {name: np.array([getattr(each, name) for each in middles]) for name in names}
    ends = float(np.median(middle["ends"]))
    return Outcome(
        pictures={
            "map": cloud,
            "frames": walks.frames_picture(*frames, far, way),
            "trips": walks.trips_picture(
                trips, ends, title="Round trip of this pair, 5 seeds", span=6, height=190
            ),
        },
        notice=(
            walks.way_words(middle["straight"], middle["spherical"], ends, walks.PAIRS),
            walks.mix_words(middle["walk"], middle["mix"]),
            walks.bend_words(middle["bend"]),
            walks.jump_words(*jumps, way),
        ),
        keras_gives={"middle_round_trip": tuple(trips[way][:, walks.STEPS // 2])},
        facts={**{name: float(np.median(values)) for name, values in middle.items()}, "jumps": jumps[0]},
        seeds=tuple(range(len(middles))),
        answer=walks.way_answer(middle["straight"], middle["spherical"]),
        **code,
    )
