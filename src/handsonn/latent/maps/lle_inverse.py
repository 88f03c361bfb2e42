"""Divides by I - W: one sparse factorisation, in an order in which it stays sparse.

LLE wants the smallest eigenvalues of M = (I - W)'(I - W), which are the largest of its inverse. M itself
fills up when it is factorised; I - W does not, if it is ordered by nested dissection (METIS; Karypis and
Kumar 1998, "A fast and high quality multilevel scheme for partitioning irregular graphs").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.errors import LatentError
from handsonn.records import Array

INVERSE_STEPS = 3  # of inverse iteration for the left null vector; each gains a factor of a thousand or more
PIVOT_THRESHOLD = 0.01  # a diagonal entry is a good enough pivot unless it is that much smaller than another
SHIFTS = {np.float32: 1e-6, np.float64: 1e-12}  # makes the singular matrix regular, at its rounding error


@dataclass(frozen=True)
class PseudoInverse:
    """Applies the pseudo-inverse of M to vectors of mean zero.

    factors: of the permuted, shifted I - W. order: which sample stands in each row of it. left: the unit
    vector u, in that order, with u'(I - W) = 0. Without taking u out, rounding errors along it swamp the
    answer: in float32 the second eigenvector came out wrong.
    """

    factors: Any
    order: Array
    left: Array
    dtype: Any

    def __call__(self, vector: Array) -> Array:
        """Give M^+ vector; vector: shape (samples,)."""
        inside = vector.ravel()[self.order].astype(self.dtype)
        inside -= inside.mean()
        half = self.factors.solve(inside, "T")
        half -= self.left * (self.left @ half)
        whole = self.factors.solve(half)
        whole -= whole.mean()
        answer: Array = np.empty_like(whole)
        answer[self.order] = whole
        return answer


def pseudo_inverse(matrix: Any, order: Array | None, dtype: Any) -> PseudoInverse:
    """Factorise I - W. order: as nested_order gives it; None leaves the order to SuperLU.

    Raises LatentError where the memory does not suffice.
    """
    from scipy import sparse
    from scipy.sparse.linalg import splu

    samples = matrix.shape[0]
    asked = np.arange(samples) if order is None else order
    shifted = matrix + sparse.eye_array(samples, format="csr") * SHIFTS[dtype]
    permuted = shifted[asked][:, asked].astype(dtype).tocsc()
    try:
        factors = splu(
            permuted,
            permc_spec="COLAMD" if order is None else "NATURAL",
            diag_pivot_thresh=PIVOT_THRESHOLD,
        )
    except MemoryError as error:
        raise LatentError(
            f"LLE of {samples} codes needs more memory than there is; take a smaller k, or map fewer samples."
        ) from error
    return PseudoInverse(factors, asked, _left_null_vector(factors, samples, dtype), dtype)


def _left_null_vector(factors: Any, samples: int, dtype: Any) -> Array:
    vector: Array = np.ones(samples, dtype)
    for _ in range(INVERSE_STEPS):
        vector = factors.solve(vector / np.linalg.norm(vector), "T")
    vector /= np.linalg.norm(vector)
    return vector


def nested_order(matrix: Any) -> Array | None:
    """Order the samples by nested dissection of the neighbour graph; None where METIS is not installed."""
    try:
        import pymetis
    except ImportError:
        return None  # Windows and Linux on ARM: SuperLU's own order, at two to three times the time
    pattern = abs(matrix)
    pattern.data = np.ones_like(pattern.data)
    both = (pattern + pattern.T).tocsr()
    both.setdiag(0)
    both.eliminate_zeros()
    permutation, _ = pymetis.nested_dissection(
        adjacency=pymetis.CSRAdjacency(both.indptr.astype(np.int32), both.indices.astype(np.int32))
    )
    return np.asarray(permutation)
