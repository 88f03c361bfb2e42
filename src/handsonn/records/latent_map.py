"""A map of a latent space: where each sample's code was put in two or three dimensions."""

from __future__ import annotations

from dataclasses import dataclass

from handsonn.records.dataset import Array


@dataclass(frozen=True, eq=False)
class LatentMap:
    """What a mapping method gave.

    positions: float32, shape (samples, dimensions). parameters: the method's own, as they were used.
    facts: what the method measured on its way, such as the eigenvalues of LLE. seconds: CPU time.
    """

    method: str
    dimensions: int
    seed: int
    parameters: dict[str, float]
    positions: Array
    facts: dict[str, float]
    seconds: float
