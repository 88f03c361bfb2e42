"""A walk drawn on a map: where it goes on, and where it jumps.

A straight line through the codes jumps on most maps, so a smooth curve would invent what is not there.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from handsonn.records import Array

JUMP = 5.0  # times the median hop


def hops(positions: Array) -> Array:
    """Measure each step of a path on the map: positions (steps, dimensions) to lengths (steps - 1,)."""
    lengths: Array = np.linalg.norm(np.diff(np.asarray(positions, np.float64), axis=0), axis=1)
    return lengths


def breaks(positions: Array, jump: float = JUMP) -> Array:
    """Tell after which step the line is broken: bool, shape (steps - 1,), True for hops above the limit.

    The limit is `jump` times the median hop, without the hops of length 0, of which a path standing still on
    the map has many.
    """
    lengths = hops(positions)
    moved = lengths[lengths > 0]
    if not len(moved):
        return np.zeros(len(lengths), bool)
    broken: Array = lengths > jump * np.median(moved)
    return broken


def pieces(positions: Array, jump: float = JUMP) -> list[tuple[int, int]]:
    """Cut a path at its jumps: (first, last + 1) of each unbroken run of steps, in order."""
    cuts = (np.flatnonzero(breaks(positions, jump)) + 1).tolist()
    edges = [0, *cuts, len(positions)]
    return list(pairwise(edges))
