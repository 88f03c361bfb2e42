"""The nearest codes of each code: what every map starts from and is judged by."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.errors import LatentError
from handsonn.latent.one_thread import one_thread
from handsonn.records import Array

BLOCK = 2_000  # queries between two looks at the watch: a fifth of a second among 70,000 codes
FEW = 64  # queries for which a second thread costs more than it brings: 30 ms for 9 with it, 7 without
TREE_NUMBERS = 3  # up to so many a tree is faster than looking at all: 70 times for a map of 70,000


@dataclass(frozen=True)
class Neighbours:
    """indices: int32, shape (queries, k), the nearest first. distances: float32, the same shape."""

    indices: Array
    distances: Array

    def first(self, k: int) -> Neighbours:
        """Keep the nearest k."""
        return Neighbours(self.indices[:, :k], self.distances[:, :k])


class Finder:
    """Finds nearest codes again and again: what a search needs besides its queries is built once.

    codes: shape (samples, numbers); a map's positions are such codes too.
    """

    def __init__(self, codes: Array) -> None:
        self._codes = codes
        self._search = _tree(codes) if codes.shape[1] <= TREE_NUMBERS else _brute_force(codes)

    def __call__(self, queries: Array, k: int) -> Neighbours:
        """Find the k nearest codes of each query, shape (queries, numbers), exactly.

        Raises LatentError where there are not k codes to choose from.
        """
        _check_enough(len(self._codes), k, themselves=False)
        far, near = self._search(queries, k)
        return Neighbours(np.asarray(near, np.int32), np.asarray(far, np.float32))


def nearest(
    codes: Array, k: int, queries: Array | None = None, told: Callable[[float], None] | None = None
) -> Neighbours:
    """Find the k nearest codes, exactly, by Euclidean distance.

    codes: shape (samples, latent_dim). queries: shape (queries, latent_dim); None asks for the neighbours of
    the codes themselves, where no sample is its own neighbour, not even among exact duplicates.
    told: hears the share that is done, block by block; what it raises ends the search.

    Raises LatentError where there are not k codes to choose from.
    """
    _check_enough(len(codes), k, themselves=queries is None)
    find = Finder(codes)
    asked = codes if queries is None else queries
    indices = np.empty((len(asked), k), np.int32)
    distances = np.empty((len(asked), k), np.float32)
    for start in range(0, len(asked), BLOCK):
        rows = slice(start, start + BLOCK)
        found = find(asked[rows], k + 1 if queries is None else k)
        far, near = found.distances, found.indices
        if queries is None:
            far, near = _without_itself(far, near, start)
        distances[rows], indices[rows] = far, near
        if told is not None:
            told(min(start + BLOCK, len(asked)) / len(asked))
    return Neighbours(indices, distances)


def _tree(codes: Array) -> Callable[[Array, int], tuple[Any, Any]]:
    """Search by a k-d tree, whose nodes a query leaves out by the thousand in two or three dimensions."""
    from scipy.spatial import KDTree

    # Halving at the middle, not at the median: built in half the time, and as quick to ask.
    tree = KDTree(codes, compact_nodes=False, balanced_tree=False)
    return lambda queries, k: tree.query(queries, range(1, k + 1))


def _brute_force(codes: Array) -> Callable[[Array, int], tuple[Any, Any]]:
    """Search by looking at all, block by block: faster than any tree in more than a few dimensions."""
    from sklearn.neighbors import NearestNeighbors

    search = NearestNeighbors(algorithm="brute").fit(codes)

    def find(queries: Array, k: int) -> tuple[Any, Any]:
        with one_thread() if len(queries) <= FEW else nullcontext():
            return tuple(search.kneighbors(queries, k))

    return find


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
