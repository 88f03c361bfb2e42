"""The forces of t-SNE: joined neighbours exactly, all other pairs by a sample that is the same for everyone.

The gradient of the Kullback-Leibler divergence at y_i, without its factor four, is

    sum_j p_ij q_ij (y_i - y_j)  -  sum_j q_ij**2 (y_i - y_j) / Z,    q_ij = 1 / (1 + |y_i - y_j|**2),

where Z is the sum of q over all ordered pairs. The first sum runs over the few pairs that the graph of
neighbours joins. The second runs over all pairs, and Barnes-Hut or interpolation are the usual ways to afford
it. Here it is split. Joined pairs are added exactly: they are near, so their repulsion is large and differs
from point to point, and their q is at hand anyway. All other pairs, whose repulsion is small and smooth, are
estimated from `size` random points that repel everyone: two matrix products, linear in the number of points,
in any dimension. Both the force and Z are estimated without bias, and each point is drawn once before any is
drawn again. Without the split, a sample of 150 keeps a seventh of digits' neighbours less.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.records import Array

# Rows times sample times axes of one matrix product: below this BLAS keeps to one thread. Products this small
# cost more to hand out than to compute, and the block stays in the processor's cache.
PRODUCT = 1 << 17


class JoinedPairs:
    """The pairs of points that the graph joins, each once.

    joint: scipy.sparse matrix of p_ij, symmetric, (samples, samples). Call `measure` before the other two.
    """

    def __init__(self, joint: Any) -> None:
        from scipy import sparse

        self._matrix = sparse.triu(joint, k=1).tocsr().astype(np.float32)
        self.probabilities = self._matrix.data.copy()
        self.first = np.repeat(np.arange(joint.shape[0]), np.diff(self._matrix.indptr))
        self.second = self._matrix.indices.astype(np.intp)
        self._closeness = np.empty_like(self.probabilities)
        self._scratch = np.empty_like(self.probabilities), np.empty_like(self.probabilities)

    def measure(self, positions: Array) -> float:
        """Find q of each pair; give their share of Z. positions: float32, (samples, dimensions)."""
        closeness, (there, here) = self._closeness, self._scratch
        closeness.fill(1.0)
        for axis in np.ascontiguousarray(positions.T):
            # All indices are in range; "clip" lets take write into `out` without a copy.
            axis.take(self.second, out=there, mode="clip")
            axis.take(self.first, out=here, mode="clip")
            there -= here
            there *= there
            closeness += there
        np.reciprocal(closeness, out=closeness)
        return 2.0 * float(closeness.sum(dtype=np.float64))

    def gradient(self, positions: Array, exaggeration: float, normalisation: float) -> Array:
        """Give attraction minus repulsion of the joined pairs, shape (samples, dimensions)."""
        weights, scratch = self._scratch
        np.multiply(self.probabilities, np.float32(exaggeration), out=weights)
        np.multiply(self._closeness, np.float32(1.0 / normalisation), out=scratch)
        weights -= scratch
        weights *= self._closeness
        self._matrix.data = weights
        points = _with_ones(positions)
        sums = self._matrix @ points + self._matrix.T @ points
        force: Array = positions * sums[:, -1:] - sums[:, :-1]
        return force

    def divergence(self, normalisation: float) -> float:
        """Give the Kullback-Leibler divergence of the map, in nats, once Z is known."""
        probabilities = self.probabilities.astype(np.float64)
        ratios = np.log(np.maximum(probabilities, 1e-300)) - np.log(self._closeness / normalisation)
        return 2.0 * float(probabilities @ ratios)


class OtherPairs:
    """The pairs that the graph does not join, estimated from `size` points at a time.

    The points are dealt into groups at random; each group speaks once for all, then they are dealt anew.
    """

    def __init__(self, joined: JoinedPairs, samples: int, size: int, generator: np.random.Generator) -> None:
        everyone = np.arange(samples)
        who = np.concatenate([joined.first, joined.second, everyone]).astype(np.int32)
        whom = np.concatenate([joined.second, joined.first, everyone]).astype(np.int32)
        by_who = np.argsort(who, kind="stable")
        self._who, self._whom = who[by_who], whom[by_who]
        self.groups = max(1, samples // size)
        self._generator = generator
        self._turn = self.groups

    def push(self, positions: Array) -> tuple[Array, float]:
        """Estimate sum_j q_ij**2 (y_i - y_j), (samples, dimensions), and the rest of Z, from one group."""
        if self._turn == self.groups:
            self._deal(len(positions))
            self._turn = 0
        group = self._turn
        self._turn += 1
        drawn = self._order[group :: self.groups]
        joined = slice(*self._bounds[group : group + 2])
        sums, closeness = _sums(positions, positions[drawn], self._rows[joined], self._columns[joined])
        force = positions * sums[:, -1:] - sums[:, :-1]
        force *= np.float32(self.groups)
        return force, closeness * self.groups

    def rest_of_normalisation(self, positions: Array, groups: int) -> float:
        """Estimate what pairs that are not joined add to Z, by several groups."""
        return float(np.mean([self.push(positions)[1] for _ in range(min(groups, self.groups))]))

    def _deal(self, samples: int) -> None:
        """Deal points into groups; list, group by group, the joined pairs to be left out, by rising row."""
        self._order = self._generator.permutation(samples)
        group, column = np.empty(samples, np.int32), np.empty(samples, np.int32)
        group[self._order] = np.arange(samples) % self.groups
        column[self._order] = np.arange(samples) // self.groups
        groups = group[self._whom]
        # A stable sort keeps the rows rising in each group; of 16-bit numbers it takes linear time.
        small = np.uint16 if self.groups <= np.iinfo(np.uint16).max else np.int64
        by_group = np.argsort(groups.astype(small), kind="stable")
        self._rows, self._columns = self._who[by_group], column[self._whom[by_group]]
        self._bounds = np.searchsorted(groups[by_group], np.arange(self.groups + 1))


def _sums(positions: Array, drawn: Array, rows: Array, columns: Array) -> tuple[Array, float]:
    """Give sum_s q_is**2 (y_s, 1), shape (samples, dimensions + 1), and the sum of all q_is.

    (rows, columns) name the pairs that are left out, by rising row.
    """
    samples, dimensions = positions.shape
    # 1 + |a - b|**2 = (-2 a, 1 + |a|**2, 1) . (b, 1, |b|**2): one product gives all of them.
    lengths = np.einsum("ij,ij->i", positions, positions)[:, None]
    left = np.hstack([-2 * positions, lengths + 1, np.ones_like(lengths)])
    squares = np.einsum("ij,ij->i", drawn, drawn)[:, None]
    right = np.hstack([drawn, np.ones_like(squares), squares]).T.copy()
    points = _with_ones(drawn)
    sums = np.empty((samples, dimensions + 1), np.float32)
    block = max(16, PRODUCT // (right.size + 1))
    room = np.empty((block, len(drawn)), np.float32)
    bounds = np.searchsorted(rows, np.arange(0, samples + block, block))
    total = 0.0
    for number, start in enumerate(range(0, samples, block)):
        end = min(start + block, samples)
        closeness = room[: end - start]
        np.matmul(left[start:end], right, out=closeness)
        np.reciprocal(closeness, out=closeness)
        left_out = slice(*bounds[number : number + 2])
        closeness[rows[left_out] - start, columns[left_out]] = 0.0
        total += float(closeness.sum())
        closeness *= closeness
        np.matmul(closeness, points, out=sums[start:end])
    return sums, total


def _with_ones(points: Array) -> Array:
    return np.hstack([points, np.ones((len(points), 1), np.float32)])
