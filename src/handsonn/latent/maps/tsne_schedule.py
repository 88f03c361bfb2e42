"""How t-SNE moves its points, whichever way it computes the forces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Schedule:
    """exaggeration: by how much p is multiplied in the first `early` of all `iterations`.

    told: hears the number of an iteration, of each or of every few; what it raises ends the descent.
    """

    exaggeration: float
    early: int
    iterations: int
    seed: int
    told: Callable[[int], None]
