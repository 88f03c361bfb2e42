"""How far a map on an explorer's page can be trusted, measured step by step after the map is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from handsonn.experiments.latent_space import LatentSpace
from handsonn.records import Array, LatentMap

DRAWN_NEIGHBOURS = 5  # lines from a point to those that are truly nearest


@dataclass(frozen=True, eq=False)
class Judgement:
    """What is known of a map so far. k: how many neighbours were looked at.

    stretch: shape (samples,). neighbours: the nearest codes of each, (samples, up to 5).
    facts: trustworthiness, continuity and kept_neighbours, each from 0 to 1; chance: the share of neighbours
    kept by a map that knows nothing.
    """

    k: int
    stretch: Array | None = None
    neighbours: Array | None = None
    facts: dict[str, float] = field(default_factory=dict)


def judge(space: LatentSpace, shown: LatentMap, told: Callable[[float, str], None]) -> Iterator[Judgement]:
    """Measure, and give what is known after each step; nothing for data too few to have neighbourhoods.

    told: hears of each step, and may raise to end the work.
    """
    from handsonn.latent.stretch import stretch
    from handsonn.latent.trust import NEIGHBOURS, continuity, kept_neighbours, trustworthiness

    codes, positions = space.codes, shown.positions
    k = min(NEIGHBOURS, (len(codes) - 1) // 2)
    if k < 1:
        return
    told(0.0, "Measuring the map: true neighbours")
    true = space.neighbours(k, lambda share: told(0.3 * share, "Measuring the map: true neighbours"))
    told(0.3, "Measuring the map: how much it stretches")
    known = Judgement(k, stretch(codes, positions, k, true), true.indices[:, :DRAWN_NEIGHBOURS])
    yield known
    facts = {"chance": k / (len(codes) - 1)}
    told(0.5, "Measuring the map: neighbours kept")
    facts["kept_neighbours"] = float(np.mean(kept_neighbours(codes, positions, k, true)))
    told(0.65, "Measuring the map: trustworthiness")
    facts["trustworthiness"] = trustworthiness(codes, positions, k).whole
    told(0.85, "Measuring the map: continuity")
    facts["continuity"] = continuity(codes, positions, k).whole
    yield replace(known, facts=facts)


def in_words(facts: dict[str, float]) -> str:
    """Say in a sentence what the measures mean."""
    trusted, kept = facts["trustworthiness"], facts["kept_neighbours"]
    near = (
        "Points close together on this map are almost always close in the latent space"
        if trusted > 0.97  # noqa: PLR2004
        else "Points close together on this map are mostly from the same region of the latent space"
        if trusted > 0.9  # noqa: PLR2004
        else "Many points that are close together on this map are far apart in the latent space"
    )
    return f"{near}; of a point's true nearest neighbours, about {round(kept * 100)} in 100 stand beside it."
