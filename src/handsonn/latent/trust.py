"""How far a map can be trusted: whose neighbours it keeps, whose it loses, and whom it makes up.

Sources: Venna and Kaski (2001), "Neighborhood preservation in nonlinear projection methods: an experimental
study" (trustworthiness, continuity). Ranks are taken against all points: among a subsample alone every map
reads better or worse than it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from handsonn.errors import LatentError
from handsonn.latent.neighbours import Finder, Neighbours, nearest
from handsonn.latent.one_thread import one_thread
from handsonn.records import Array

NEIGHBOURS = 15
ANCHORS = 2_000  # points whose neighbourhoods are ranked; `spread` tells what that costs, .003 at most so far
Told = Callable[[float], None]
"""Hears the share that is done; what it raises ends the work."""
ROOM = 1 << 22  # distances that are held at a time


@dataclass(frozen=True, eq=False)
class Trust:
    """A measure of a map, from 0 to 1, where 1 is a map that can be taken at its word.

    whole: the mean. per_point: shape (anchors,). anchors: their indices, shape (anchors,), rising. spread: in
    19 of 20 draws of anchors the mean over all points is no farther from `whole`; 0 where all were judged.
    """

    whole: float
    per_point: Array
    anchors: Array
    spread: float


def trustworthiness(
    codes: Array,
    positions: Array,
    k: int = NEIGHBOURS,
    anchors: int | None = ANCHORS,
    seed: int = 0,
    *,
    told: Told = lambda _: None,
    shown: Neighbours | None = None,
) -> Trust:
    """Tell whether those who are neighbours on the map are so among the codes: 1 where nobody is made up.

    codes: shape (samples, latent_dim). positions: shape (samples, dimensions). anchors: how many points are
    judged, drawn by the seed; None judges all. Every stranger among a point's k map neighbours costs as many
    ranks as it is beyond the k-th true neighbour. shown: the k or more nearest on the map of all points,
    where they are known already. Raises LatentError where k is half of the samples or more.
    """
    chosen = _checked_anchors(codes, positions, k, anchors, seed)
    return _penalised(codes, chosen, _claims(positions, chosen, k, shown), told)


def continuity(
    codes: Array,
    positions: Array,
    k: int = NEIGHBOURS,
    anchors: int | None = ANCHORS,
    seed: int = 0,
    *,
    told: Told = lambda _: None,
    neighbours: Neighbours | None = None,
) -> Trust:
    """Tell whether those who are neighbours among the codes are so on the map: 1 where nobody is torn away.

    The arguments are those of `trustworthiness`, whose mirror image this is. neighbours: the k or more
    nearest codes of all, where they are known already.
    """
    chosen = _checked_anchors(codes, positions, k, anchors, seed)
    return _penalised(positions, chosen, _claims(codes, chosen, k, neighbours), told)


def kept_neighbours(
    codes: Array,
    positions: Array,
    k: int = NEIGHBOURS,
    neighbours: Neighbours | None = None,
    shown: Neighbours | None = None,
) -> Array:
    """Give the share of each sample's k true neighbours that are among its k on the map, shape (samples,).

    neighbours, shown: the k or more nearest codes, and dots, of each, where they are known already.
    """
    check_pair(codes, positions)
    true, near = (
        known.first(k) if known is not None else nearest(points, k)
        for points, known in ((codes, neighbours), (positions, shown))
    )
    return _shared(true.indices, near.indices)


def check_pair(codes: Array, positions: Array) -> None:
    """Raise LatentError where positions are not those of the codes."""
    if len(codes) != len(positions):
        raise LatentError(
            f"there are {len(codes)} codes but {len(positions)} positions; give the map of these codes."
        )


def _checked_anchors(codes: Array, positions: Array, k: int, anchors: int | None, seed: int) -> Array:
    """Choose the points that are judged; shape (anchors,), rising."""
    check_pair(codes, positions)
    samples = len(codes)
    if k < 1:
        raise LatentError(f"{k} neighbours were asked for; ask for at least 1.")
    if 2 * k >= samples:
        raise LatentError(
            f"{k} neighbours are half of {samples} samples or more, where ranks say nothing; "
            f"give {(samples - 1) // 2} or fewer."
        )
    return _anchors(samples, anchors, seed)


def _claims(points: Array, chosen: Array, k: int, known: Neighbours | None) -> Array:
    """Name the k nearest points of those that are judged: shape (anchors, k)."""
    if known is not None:
        return known.first(k).indices[chosen]
    # One more, since a point is its own neighbour; by its number, as duplicates are as near.
    found = Finder(points)(points[chosen], k + 1).indices
    own = found == chosen[:, None]
    own[~own.any(axis=1), -1] = True
    return np.asarray(found[~own].reshape(len(chosen), k))


def _penalised(judges: Array, chosen: Array, claimed: Array, told: Told) -> Trust:
    """Charge the neighbours that are claimed, (anchors, k), with their rank, beyond k, among `judges`."""
    samples, k = len(judges), claimed.shape[1]
    charges = np.empty(len(chosen))
    block = max(1, ROOM // samples)
    for start in range(0, len(chosen), block):
        rows = slice(start, start + block)
        with one_thread():
            charges[rows] = _ranks_beyond(judges, chosen[rows], claimed[rows], k).sum(axis=1)
        told(min(start + block, len(chosen)) / len(chosen))
    # The worst that can be: the k farthest of all are claimed.
    per_point = 1.0 - charges * 2.0 / (k * (2 * samples - 3 * k - 1))
    # The standard error of a mean of some of so many (Cochran 1977, section 2.5).
    left_out = 1.0 - len(chosen) / samples
    error = float(per_point.std()) * np.sqrt(left_out / len(chosen))
    return Trust(float(per_point.mean()), per_point, chosen, float(1.96 * error))


def _anchors(samples: int, anchors: int | None, seed: int) -> Array:
    if anchors is None or anchors >= samples:
        return np.arange(samples)
    if anchors < 1:
        raise LatentError(f"{anchors} anchors were asked for; give 1 or more, or None for all samples.")
    return np.sort(np.random.default_rng(seed).choice(samples, anchors, replace=False))


def _ranks_beyond(points: Array, rows: Array, claimed: Array, k: int) -> Array:
    """Tell by how many ranks each claimed neighbour is beyond the k-th, shape (rows, k); 0 within."""
    squares = _squares(points, rows)
    theirs = np.take_along_axis(squares, claimed, axis=1)
    squares.sort(axis=1)
    ranks = [np.searchsorted(row, wanted) + 1 for row, wanted in zip(squares, theirs, strict=True)]
    return np.asarray(np.maximum(np.array(ranks) - k, 0))


def _squares(points: Array, rows: Array) -> Array:
    """Give squared distances of some points to all, (rows, samples); infinite from a point to itself."""
    from sklearn.metrics.pairwise import euclidean_distances

    squares = euclidean_distances(points[rows], points, squared=True)
    squares[np.arange(len(rows)), rows] = np.inf
    return np.asarray(squares)


def _shared(one: Array, other: Array) -> Array:
    """Give the share of indices that two lists, each shape (samples, k), have in common, row by row."""
    samples, k = one.shape
    # A neighbour's index is made unlike that of any other row's neighbour, so that one search finds them all.
    offset = np.arange(samples, dtype=np.int64)[:, None] * samples
    return np.asarray(np.isin(one + offset, other + offset).reshape(samples, k).mean(axis=1))
