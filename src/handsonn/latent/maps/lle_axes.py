"""The axes of the LLE map: vectors of mean zero whose entries their neighbours' entries mix best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.errors import LatentError
from handsonn.latent.maps.lle_inverse import PseudoInverse, nested_order, pseudo_inverse
from handsonn.latent.maps.method import Watch, tell
from handsonn.records import Array

WANTED = 6  # axes: three to draw, three more to tell how far they stand out
DENSE = 400  # samples up to which the whole matrix is decomposed at once, in a tenth of a second
TOLERANCE = 1e-6  # of the iteration; what it leaves, the correction takes
APPLICATIONS = 30  # of the inverse, about: what progress is measured against
WRONG = 0.01  # of an axis' length, corrected once: the correction leaves about the square of it

_UNDECIDED = (
    "LLE found no axes for these codes: many directions fit their neighbours equally well; "
    "take a larger reg or another k."
)


@dataclass(frozen=True)
class Axes:
    """vectors: float64, shape (samples, count), of mean zero and unit length. values: their eigenvalues."""

    vectors: Array
    values: Array


def bottom_axes(matrix: Any, drawn: int, watch: Watch) -> Axes:
    """Find the eigenvectors of M = (I - W)'(I - W) with the smallest eigenvalues, but for the constant one.

    matrix: I - W, sparse, shape (samples, samples), whose null space is the constants. drawn: how many axes
    must be right; some more are given where there are as many samples.

    Raises Stopped, and LatentError where the iteration does not come to an end.
    """
    if matrix.shape[0] <= DENSE:
        tell(watch, 0.5, "Looking for the axes")
        return _dense(matrix)
    tell(watch, 0.4, "Ordering the samples by nested dissection")
    order = nested_order(matrix)
    tell(watch, 0.5, "Factorising the equations between neighbours")
    axes, corrected = _sparse(matrix, order, np.float32, watch)
    if corrected[:drawn].max() > WRONG:
        tell(watch, 0.5, "Factorising again, in double precision")
        axes, corrected = _sparse(matrix, order, np.float64, watch)
    if corrected[:drawn].max() > WRONG:
        raise LatentError(_UNDECIDED)
    return axes


def _dense(matrix: Any) -> Axes:
    whole = matrix.toarray()
    squared = whole.T @ whole
    samples = len(squared)
    # Adding a constant moves the constant vector's eigenvalue, and no other, from zero to above them all.
    values, vectors = np.linalg.eigh(squared + (np.trace(squared) + 1.0) / samples)
    count = min(WANTED, samples - 1)
    return Axes(vectors[:, :count], values[:count])


def _sparse(matrix: Any, order: Array | None, dtype: Any, watch: Watch) -> tuple[Axes, Array]:
    """Give the axes, and for each the length of the last correction to it."""
    from scipy.sparse.linalg import ArpackNoConvergence, LinearOperator, eigsh

    inverse = pseudo_inverse(matrix, order, dtype)
    samples = matrix.shape[0]
    applied = _watched(inverse, watch)
    operator = LinearOperator((samples, samples), matvec=applied, dtype=dtype)
    start = np.random.default_rng(0).normal(size=samples).astype(dtype)
    try:
        _, vectors = eigsh(operator, k=WANTED, which="LM", tol=TOLERANCE, v0=start - start.mean())
    except ArpackNoConvergence as error:
        raise LatentError(_UNDECIDED) from error
    return _corrected(matrix, _best_within(matrix, vectors.astype(np.float64)), applied)


def _watched(inverse: PseudoInverse, watch: Watch) -> Callable[[Array], Array]:
    applied = 0

    def apply(vector: Array) -> Array:
        nonlocal applied
        applied += 1
        tell(watch, 0.7 + 0.28 * min(applied / APPLICATIONS, 1.0), "Turning the axes to the best ones")
        return inverse(vector)

    return apply


def _best_within(matrix: Any, vectors: Array) -> Axes:
    """Rayleigh and Ritz: the best axes, in float64, that the given vectors can be mixed to."""
    basis, _ = np.linalg.qr(vectors - vectors.mean(axis=0))
    left = matrix @ basis
    values, turn = np.linalg.eigh(left.T @ left)
    return Axes((basis @ turn)[:, :WANTED], values[:WANTED])


def _corrected(matrix: Any, axes: Axes, inverse: Callable[[Array], Array]) -> tuple[Axes, Array]:
    """Divide what is left of each equation, in float64, by M, and take the best of axes and corrections.

    The length of a correction is about the error of the axis before it, so it tells whether to believe it.
    """
    left = matrix.T @ (matrix @ axes.vectors) - axes.vectors * axes.values
    corrections = np.column_stack([inverse(column) for column in left.T]).astype(np.float64)
    return _best_within(matrix, np.hstack([axes.vectors, corrections])), np.linalg.norm(corrections, axis=0)
