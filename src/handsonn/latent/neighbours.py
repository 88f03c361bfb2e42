"""The nearest codes of each code: what every map starts from and is judged by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from handsonn.errors import LatentError
from handsonn.records import Array

BLOCK = 5_000  # queries between two looks at the watch: half a second among 70,000 codes


@dataclass(frozen=True)
class Neighbours:
    """indices: int32, shape (queries, k), the nearest first. distances: float32, the same shape."""

    indices: Array
    distances: Array

    def first(self, k: int) -> Neighbours:
        """Keep the nearest k."""
        return Neighbours(self.indices[:, :k], self.distances[:, :k])


def nearest(
    codes: Array, k: int, queries: Array | None = None, told: Callable[[float], None] | None = None
) -> Neighbours:
    """Find the k nearest codes, exactly, by Euclidean distance.

    codes: shape (samples, latent_dim). queries: shape (queries, latent_dim); None asks for the neighbours of
    the codes themselves, where no sample is its own neighbour, not even among exact duplicates.
    told: hears the share that is done, block by block; what it raises ends the search.

    Raises LatentError where there are not k codes to choose from.
    """
    from sklearn.neighbors import NearestNeighbors

    _check_enough(len(codes), k, themselves=queries is None)
    # Brute force by blocks: exact, and faster than any tree in more than a few dimensions.
    search = NearestNeighbors(algorithm="brute").fit(codes)
    asked = codes if queries is None else queries
    indices = np.empty((len(asked), k), np.int32)
    distances = np.empty((len(asked), k), np.float32)
    for start in range(0, len(asked), BLOCK):
        rows = slice(start, start + BLOCK)
        far, near = search.kneighbors(asked[rows], k + 1 if queries is None else k)
        if queries is None:
            far, near = _without_itself(far, near, start)
        distances[rows], indices[rows] = far, near
        if told is not None:
            told(min(start + BLOCK, len(asked)) / len(asked))
    return Neighbours(indices, distances)


class SharedNeighbours:
    """The neighbours of one set of codes: searched once for the largest k asked, shared by all who ask.

    Call it as shared(k). codes: shape (samples, latent_dim).
    """

    def __init__(self, codes: Array) -> None:
        self._codes = codes
        self._found: Neighbours | None = None
        self.samples = len(codes)

    def __call__(self, k: int, told: Callable[[float], None] | None = None) -> Neighbours:
        """Give the nearest k of each code. Raises LatentError where there are not k others."""
        if self._found is None or self._found.indices.shape[1] < k:
            self._found = nearest(self._codes, k, told=told)
        return self._found.first(k)


def _without_itself(distances: Array, indices: Array, start: int) -> tuple[Array, Array]:
    """Take each query's own sample out of its row; the last one where k + 1 duplicates left it no place."""
    own = indices == np.arange(start, start + len(indices))[:, None]
    own[~own.any(axis=1), -1] = True
    shape = (len(indices), indices.shape[1] - 1)
    return distances[~own].reshape(shape), indices[~own].reshape(shape)


def _check_enough(samples: int, k: int, *, themselves: bool) -> None:
    if k < 1:
        raise LatentError(f"{k} neighbours were asked for; ask for at least 1.")
    if themselves and samples < k + 1:
        raise LatentError(
            f"{samples} codes are too few for {k} neighbours each, which takes {k + 1} or more; "
            f"ask for at most {max(samples - 1, 1)} neighbours, or encode more samples."
        )
    if samples < k:
        raise LatentError(f"{k} neighbours were asked for among {samples} codes; ask for at most {samples}.")
