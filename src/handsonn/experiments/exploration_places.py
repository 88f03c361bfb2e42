"""Where a code belongs on a map that is shown, and what code a place of it has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from handsonn.errors import LatentError
from handsonn.experiments.latent_space import LatentSpace
from handsonn.records import Array, LatentMap

if TYPE_CHECKING:
    from handsonn.latent.neighbours import Finder
    from handsonn.latent.projection import Projection

PLANE = 2
GRID = 15  # decoded images across, and down
_AMONG = 15
_ASKED = 300  # dots by which a usual distance on the map is known
_MIDDLE = (1, 99)  # percentiles of the dots between which the plane is decoded


@dataclass(frozen=True, eq=False)
class Place:
    """code: shape (latent_dim,). exact: whether it is the place's own code; else it is a blend.

    indices: the ten nearest dots, the nearest first. weights: their shares of a blend; zeros for an exact
    code. distance: on the map, to the nearest dot.
    """

    code: Array
    exact: bool
    indices: Array
    weights: Array
    distance: float


@dataclass(frozen=True, eq=False)
class Places:
    """The places of one latent space's maps. Only a PCA map is a projection; on others, neighbours tell."""

    space: LatentSpace
    _projections: dict[int, Projection] = field(default_factory=dict)

    def of(self, codes: Array, shown: LatentMap) -> Array:
        """Place codes, shape (count, latent_dim), on the map: (count, dimensions)."""
        from handsonn.latent.placing import place

        if shown.method == "pca":
            return self._projection(shown).place(codes)
        return place(codes, self.space.codes, shown.positions, min(_AMONG, len(self.space.codes)))

    def code_at(self, point: list[float], shown: LatentMap, find: Finder) -> Place:
        """Find the code of a place of the map. find: searches its positions.

        Raises LatentError for a point that is not on the map.
        """
        from handsonn.latent.map_to_code import BLENDED, map_to_code

        k = min(BLENDED, len(self.space.codes))
        blend = map_to_code(point, shown.positions, self.space.codes, k, find)
        place = np.asarray(point, np.float64)
        distance = float(np.linalg.norm(shown.positions[blend.indices[0]] - place))
        if not self._is_whole(shown):
            return Place(blend.code, False, blend.indices, blend.weights, distance)
        code = self._projection(shown).code(place[None])[0]
        return Place(code, True, blend.indices, np.zeros_like(blend.weights), distance)

    def usual_distance(self, shown: LatentMap, find: Finder) -> float:
        """Tell the distance to the nearest other dot that only one dot in a hundred exceeds."""
        few = min(_ASKED, len(shown.positions))
        rows = np.random.default_rng(0).choice(len(shown.positions), few, replace=False)
        k = min(PLANE, len(shown.positions))
        return float(np.quantile(find(shown.positions[rows], k).distances[:, -1], 0.99))

    def grid(self, shown: LatentMap) -> Array:
        """Give the codes of GRID x GRID places over the dots, from above and from the left.

        Raises LatentError where a place has no code of its own.
        """
        if not self._is_whole(shown) or shown.dimensions != PLANE:
            raise LatentError(
                "the plane can be decoded where a code has 2 numbers and the map is PCA in 2-D; choose those."
            )
        low, high = np.percentile(shown.positions, _MIDDLE, axis=0)
        across, up = np.meshgrid(np.linspace(low[0], high[0], GRID), np.linspace(high[1], low[1], GRID))
        return self._projection(shown).code(np.stack([across.ravel(), up.ravel()], axis=1))

    def _is_whole(self, shown: LatentMap) -> bool:
        return shown.method == "pca" and self._projection(shown).keeps_all

    def _projection(self, shown: LatentMap) -> Projection:
        from handsonn.latent.projection import projection

        if shown.dimensions not in self._projections:
            self._projections[shown.dimensions] = projection(self.space.codes, shown.positions)
        return self._projections[shown.dimensions]
