"""The map by locally linear embedding, exact, at 70,000 codes in seconds.

Source: Roweis and Saul (2000), "Nonlinear dimensionality reduction by locally linear embedding", Science 290.
The equations are theirs and scikit-learn's; the sparse factorisation that makes them quick is ours.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from handsonn.errors import LatentError
from handsonn.latent.maps.lle_axes import Axes, bottom_axes
from handsonn.latent.maps.lle_pieces import distinct_codes, one_piece, place_left_out
from handsonn.latent.maps.lle_weights import mismatch, mixing_weights
from handsonn.latent.maps.method import NEIGHBOURS_SHARE, Layout, MapMethod, Parameter, Task, tell
from handsonn.latent.neighbours import Neighbours, nearest
from handsonn.records import Array

NEIGHBOURS = Parameter(
    "k",
    12,
    2,
    50,
    "How many neighbours each code is mixed from. Too few tear the map, too many flatten its bends.",
)
REGULARISATION = Parameter(
    "reg",
    1e-2,
    1e-5,
    1.0,
    "How evenly the neighbours share the mixing. A small value lets a few samples own an axis of the map.",
)


def make(task: Task) -> Layout:
    """Find how each code is mixed from its k neighbours, and the positions that are mixed the same way.

    Each axis has the variance one. Exact duplicates are mapped once and lie on one place; samples in small
    pieces that share no neighbour with the rest lie at the median of their nearest mapped codes.

    facts: eigenvalue_1 ...: how badly each axis, and the next ones that are not drawn, fit the mixing, the
    best first. kurtosis_1 ...: 3 for a bell curve; far above it a few samples own this axis. duplicates: how
    many samples lie on another's place. pieces: how many parts share no neighbours. placed: how many samples
    of small pieces were put beside their neighbours.

    The watch is asked between the stages and within the last; the factorisation (ten seconds at 70,000
    codes) goes on until its end.
    """
    rows, place = distinct_codes(task.codes)
    codes = task.codes[rows]
    found = _neighbours(task, codes)
    piece = one_piece(codes, found, _searching(task))
    mapped = codes[piece.rows]
    weights = mixing_weights(mapped, piece.indices, task.parameters["reg"], _mixing(task))
    axes = bottom_axes(mismatch(piece.indices, weights), task.dimensions, task.watch)
    positions = _drawn(axes, task.dimensions)
    facts = _facts(axes, positions)
    facts["duplicates"] = float(len(task.codes) - len(codes))
    facts["pieces"] = float(piece.pieces)
    facts["placed"] = float(len(codes) - len(mapped))
    return Layout(place_left_out(codes, piece.rows, positions)[place], facts)


def _neighbours(task: Task, codes: Array) -> Neighbours:
    k = task.parameters["k"]
    if len(codes) == len(task.codes):
        return task.neighbours(k)
    if len(codes) < k + 1:
        raise LatentError(
            f"only {len(codes)} of the {len(task.codes)} codes differ, too few for k = {k}; "
            f"take k = {max(len(codes) - 1, 1)} or less, or look whether the encoder learnt."
        )
    return nearest(codes, k, told=_searching(task))


def _searching(task: Task) -> Callable[[float], None]:
    def told(share: float) -> None:
        tell(task.watch, share * NEIGHBOURS_SHARE, "Looking for the nearest codes among those that differ")

    return told


def _mixing(task: Task) -> Callable[[float], None]:
    def told(share: float) -> None:
        tell(task.watch, NEIGHBOURS_SHARE + 0.1 * share, "Mixing each code from its neighbours")

    return told


def _drawn(axes: Axes, dimensions: int) -> Array:
    """Scale each axis to variance one, and turn its longer tail to the positive side, on every machine."""
    drawn = axes.vectors[:, :dimensions] * np.sqrt(len(axes.vectors))
    positions = np.zeros((len(drawn), dimensions))  # three codes that differ have two axes, not three
    positions[:, : drawn.shape[1]] = drawn * np.where((drawn**3).sum(axis=0) < 0, -1.0, 1.0)
    return positions


def _facts(axes: Axes, positions: Array) -> dict[str, float]:
    facts = {f"eigenvalue_{number}": float(value) for number, value in enumerate(axes.values, 1)}
    kurtosis = (positions**4).mean(axis=0) / np.maximum((positions**2).mean(axis=0), 1e-12) ** 2
    return facts | {f"kurtosis_{number}": float(value) for number, value in enumerate(kurtosis, 1)}


METHOD = MapMethod(
    name="lle",
    title="LLE",
    what="Keeps how each code is mixed from its nearest neighbours, and unrolls a curved sheet so. Distances "
    "between far samples mean nothing, and a few samples may take an axis for themselves.",
    parameters=(NEIGHBOURS, REGULARISATION),
    make=make,
    nested=True,
    random=False,
    libraries=("pymetis",),
)
