"""What LLE cannot map as it is: exact duplicates, and pieces whose neighbours are all among themselves.

Duplicates would mix each other alone and lie apart from all others; so they are mapped once. A closed piece,
that is a set of samples that no path of neighbours leaves, decides its own place whatever the others do: the
first axis would only tell it from the rest. Small ones are left out, and put beside their nearest neighbours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from handsonn.errors import LatentError
from handsonn.latent.neighbours import Neighbours, nearest
from handsonn.records import Array

MOST_LEFT_OUT = 0.1  # share of the samples that may lie in closed pieces beside the largest
BESIDE = 15  # neighbours whose median is the place of a sample that was left out


@dataclass(frozen=True)
class OnePiece:
    """The samples that hang together.

    rows: which they are, rising. indices: int32, shape (rows, k), into rows. pieces: how many closed pieces
    there were, this one included.
    """

    rows: Array
    indices: Array
    pieces: int


def distinct_codes(codes: Array) -> tuple[Array, Array]:
    """Give the rows of the codes that differ, in their order, and for each sample its place among them."""
    _, first, same = np.unique(codes, axis=0, return_index=True, return_inverse=True)
    rising = np.argsort(first)
    rank = np.empty_like(rising)
    rank[rising] = np.arange(len(rising))
    return first[rising], rank[same.ravel()]


def one_piece(codes: Array, found: Neighbours, told: Callable[[float], None]) -> OnePiece:
    """Leave closed pieces out until the neighbours hang together.

    codes: shape (samples, latent_dim), no two the same. found: their k nearest neighbours.

    Raises LatentError where more than a tenth of the samples would be left out.
    """
    rows, indices, k = np.arange(len(codes)), found.indices, found.indices.shape[1]
    pieces = 1
    while True:
        closed = _closed_pieces(indices)
        if len(closed) == 1:
            return OnePiece(rows, indices, pieces)
        pieces += len(closed) - 1
        keep = np.ones(len(rows), bool)
        keep[np.concatenate(sorted(closed, key=len)[:-1])] = False
        rows = rows[keep]
        if len(rows) < max((1 - MOST_LEFT_OUT) * len(codes), k + 1):
            raise LatentError(_refusal(codes, k, len(closed)))
        indices = nearest(codes[rows], k, told=told).indices


def _closed_pieces(indices: Array) -> list[Array]:
    """Give the members of each set of samples that no path along neighbours leaves."""
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    samples, k = indices.shape
    starts = np.arange(0, samples * k + 1, k)
    graph = sparse.csr_array((np.ones(samples * k, np.int8), indices.ravel(), starts), (samples, samples))
    count, piece = connected_components(graph, directed=True, connection="strong")
    leaves = np.zeros(count, bool)
    outward = (piece[indices] != piece[:, None]).any(axis=1)
    leaves[piece[outward]] = True
    return [np.flatnonzero(piece == number) for number in np.flatnonzero(~leaves)]


def _refusal(codes: Array, k: int, pieces: int) -> str:
    return (
        f"the neighbours of these {len(codes)} codes fall into {pieces} or more pieces that share none, and "
        f"LLE cannot say how pieces lie to each other; take a k above {k}, or map one piece at a time."
    )


def place_left_out(codes: Array, rows: Array, positions: Array) -> Array:
    """Give positions of all codes: of rows as they are, of others the median of their nearest among rows."""
    everyone = np.empty((len(codes), positions.shape[1]))
    everyone[rows] = positions
    left_out = np.setdiff1d(np.arange(len(codes)), rows)
    if len(left_out):
        beside = nearest(codes[rows], min(BESIDE, len(rows)), queries=codes[left_out]).indices
        everyone[left_out] = np.median(positions[beside], axis=1)
    return everyone
