"""How far a map on an explorer's page can be trusted, measured step by step after the map is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from handsonn.experiments.latent_space import LatentSpace
from handsonn.records import Array, LatentMap

Told = Callable[[float, str], None]
DRAWN_NEIGHBOURS = 5  # lines from a point to those that are truly nearest


@dataclass(frozen=True, eq=False)
class Judgement:
    """What is known of a map so far. k: how many neighbours were looked at.

    stretch: shape (samples,). neighbours: the nearest codes of each, (samples, up to 5).
    facts: trustworthiness, continuity and kept_neighbours, each from 0 to 1; chance: the share of neighbours
    kept by a map that knows nothing; anchors: how many points, drawn at random, the two first are
    the means of; spread: how far that may lead away from the means of all.
    """

    k: int
    stretch: Array | None = None
    neighbours: Array | None = None
    facts: dict[str, float] = field(default_factory=dict)


def judge(space: LatentSpace, shown: LatentMap, told: Told) -> Iterator[Judgement]:
    """Measure, and give what is known after each step; nothing for data too few to have neighbourhoods.

    told: hears several times a second how far it is, also of 70,000 samples, and may raise to end the work.
    """
    from handsonn.latent.neighbours import nearest
    from handsonn.latent.stretch import stretch
    from handsonn.latent.trust import NEIGHBOURS, continuity, kept_neighbours, trustworthiness

    codes, positions = space.codes, shown.positions
    k = min(NEIGHBOURS, (len(codes) - 1) // 2)
    if k < 1:
        return
    true = space.neighbours(k, _part(told, 0.0, 0.8, "true neighbours"))
    near = nearest(positions, k, told=_part(told, 0.8, 0.84, "neighbours on the map"))
    known = Judgement(k, stretch(codes, positions, k, true, near), true.indices[:, :DRAWN_NEIGHBOURS])
    yield known
    facts = {"chance": k / (len(codes) - 1)}
    _part(told, 0.85, 0.88, "neighbours kept")(0.0)
    facts["kept_neighbours"] = float(np.mean(kept_neighbours(codes, positions, k, true, near)))
    part = _part(told, 0.88, 0.94, "trustworthiness")
    trusted = trustworthiness(codes, positions, k, told=part, shown=near)
    part = _part(told, 0.94, 1.0, "continuity")
    torn = continuity(codes, positions, k, told=part, neighbours=true)
    facts |= {"trustworthiness": trusted.whole, "continuity": torn.whole, "anchors": len(torn.anchors)}
    yield replace(known, facts=facts | {"spread": max(trusted.spread, torn.spread)})


def _part(told: Told, start: float, end: float, what: str) -> Callable[[float], None]:
    """Turn the share of one step into that of all: by processor seconds, of 70,000 codes of 16 numbers."""
    return lambda share: told(start + (end - start) * share, f"Measuring the map: {what}")


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
