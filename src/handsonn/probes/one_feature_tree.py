"""How well one feature alone tells a label, by a decision tree of few leaves.

The tree is that of CART grown best first (Breiman et al. 1984): of all leaves the one is split next whose
best cut lowers the sum of squared errors, or for classes the Gini impurity, the most. With a single feature
a few lines of NumPy grow it, in less time than importing scikit-learn takes.
"""

from __future__ import annotations

import heapq

import numpy as np

from handsonn.records import Array

Cut = tuple[float, int, int, int]
"""(minus the gain, the first row on the right, start and end of the leaf), so that a heap gives the best."""


def tree_score(values: Array, labels: Array, *, leaves: int, classes: bool) -> float:
    """Grow on the first half of the rows and score on the second: accuracy of classes, R2 of numbers.

    values: shape (rows,), finite. labels: whole numbers from 0 for classes, else floats, shape (rows,).
    """
    values, half = values.astype(np.float32), len(labels) // 2
    targets = np.eye(int(labels.max()) + 1)[labels] if classes else (labels - labels.mean())[:, None]
    thresholds, answers = _grown(values[:half], targets[:half], leaves)
    told = answers[np.searchsorted(thresholds, values[half:])]
    if classes:
        return float(np.mean(told.argmax(axis=1) == labels[half:]))
    truth = targets[half:]
    error, spread = ((told - truth) ** 2).sum(), ((truth - truth.mean()) ** 2).sum()
    return float(1.0 - error / spread) if spread > 0 else float(error == 0)


def _grown(values: Array, targets: Array, leaves: int) -> tuple[Array, Array]:
    """Give thresholds, rising, and the mean target of each leaf. targets: shape (rows, columns)."""
    order = np.argsort(values, kind="stable")
    values, rows = values[order].astype(np.float64), len(values)
    sums = np.zeros((rows + 1, targets.shape[1]))
    np.cumsum(targets[order], axis=0, out=sums[1:])
    open_leaves, cuts = [_best_cut(values, sums, 0, rows)], list[int]()
    while open_leaves and len(cuts) < leaves - 1:
        loss, cut, start, end = heapq.heappop(open_leaves)
        if loss >= 0:
            break
        cuts.append(cut)
        heapq.heappush(open_leaves, _best_cut(values, sums, start, cut))
        heapq.heappush(open_leaves, _best_cut(values, sums, cut, end))
    cuts.sort()
    ends = np.array([0, *cuts, rows])
    thresholds = (values[ends[1:-1] - 1] + values[ends[1:-1]]) / 2
    return thresholds, np.diff(sums[ends], axis=0) / np.diff(ends)[:, None]


def _best_cut(values: Array, sums: Array, start: int, end: int) -> Cut:
    """Find the best cut of the sorted rows from start to end; a loss of 0 where there is none."""
    cuts = start + 1 + np.flatnonzero(values[start + 1 : end] > values[start : end - 1])
    if not len(cuts):
        return 0.0, start, start, end
    whole = sums[end] - sums[start]
    left = sums[cuts] - sums[start]
    right = whole - left
    gain = np.einsum("ij,ij->i", left, left) / (cuts - start)
    gain += np.einsum("ij,ij->i", right, right) / (end - cuts)
    best = int(gain.argmax())
    return float(whole @ whole / (end - start) - gain[best]), int(cuts[best]), start, end
