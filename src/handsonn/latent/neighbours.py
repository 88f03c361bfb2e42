"""The nearest codes of each code: what every map starts from and is judged by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handsonn.records import Array


@dataclass(frozen=True)
class Neighbours:
    """indices: int32, shape (queries, k), the nearest first. distances: float32, the same shape."""

    indices: Array
    distances: Array

    def first(self, k: int) -> Neighbours:
        """Keep the nearest k."""
        return Neighbours(self.indices[:, :k], self.distances[:, :k])


def nearest(codes: Array, k: int, queries: Array | None = None) -> Neighbours:
    """Find the k nearest codes, exactly, by Euclidean distance.

    codes: shape (samples, latent_dim). queries: shape (queries, latent_dim); None asks for the neighbours of
    the codes themselves, where no sample is its own neighbour, not even among exact duplicates.
    """
    from sklearn.neighbors import NearestNeighbors

    # Brute force by blocks: exact, and faster than any tree in more than a few dimensions.
    search = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(codes)
    distances, indices = search.kneighbors(queries)
    return Neighbours(indices.astype(np.int32), distances.astype(np.float32))
