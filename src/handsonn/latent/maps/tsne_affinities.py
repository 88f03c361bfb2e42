"""How close each pair of codes is, as t-SNE sees it: a probability per pair of neighbours.

Source: van der Maaten and Hinton (2008), "Visualizing data using t-SNE", equations 1 and 2; only neighbours
count, as in van der Maaten (2014), "Accelerating t-SNE using tree-based algorithms", section 4.1.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.errors import LatentError
from handsonn.latent.neighbours import Neighbours
from handsonn.records import Array

REACH = 3  # neighbours per unit of perplexity: farther ones would have next to no probability
LEAST_PERPLEXITY = 2.0
BLOCK = 10_000  # rows whose widths are searched at a time
HALVINGS = 64
NEAR_ENOUGH = 1e-5  # between the logarithms of the perplexity that is asked for and the one that is found


def neighbours_needed(perplexity: float, samples: int) -> int:
    """Tell how many neighbours of each code a perplexity takes.

    Raises LatentError where there are too few samples, with the largest perplexity that fits.
    """
    count = int(REACH * perplexity)
    if count <= samples - 1:
        return count
    largest = np.floor((samples - 1) / REACH * 10) / 10
    if largest < LEAST_PERPLEXITY:
        fewest = int(REACH * LEAST_PERPLEXITY) + 1
        raise LatentError(f"there are {samples} codes; t-SNE needs {fewest} or more: choose PCA for so few.")
    raise LatentError(
        f"a perplexity of {perplexity:g} takes {count} neighbours of each code, but there are {samples} "
        f"codes; give a perplexity of at most {largest:g}."
    )


def joint_probabilities(neighbours: Neighbours, perplexity: float) -> Any:
    """Give p_ij, symmetric and summing to one: a scipy.sparse.csr_matrix, float64, (samples, samples).

    Each code sees its neighbours through a normal distribution, as wide as makes them count as `perplexity`
    many; p_ij is the mean of what i and j see of each other, divided by the number of samples.
    """
    from scipy import sparse

    samples, count = neighbours.indices.shape
    seen = np.empty((samples, count))
    for start in range(0, samples, BLOCK):
        rows = slice(start, start + BLOCK)
        seen[rows] = _seen_by_each(neighbours.distances[rows], perplexity)
    pointers = np.arange(0, samples * count + 1, count)
    one_way = sparse.csr_matrix(
        (seen.ravel(), neighbours.indices.ravel(), pointers), shape=(samples, samples)
    )
    return ((one_way + one_way.T) / (2 * samples)).tocsr()


def _seen_by_each(distances: Array, perplexity: float) -> Array:
    """Give p_j|i, shape (rows, neighbours): each row sums to one and has the perplexity asked for.

    The width is found by halving an interval. Where more neighbours than the perplexity are duplicates of the
    code, no width has so small a perplexity: the duplicates then share the row evenly.
    """
    squares = distances.astype(np.float64) ** 2
    squares -= squares.min(axis=1, keepdims=True)
    means = squares.mean(axis=1, keepdims=True)
    squares /= np.where(means > 0, means, 1.0)
    target = np.log(perplexity)
    narrow, low, high = (np.full((len(squares), 1), value) for value in (1.0, 0.0, np.inf))
    for _ in range(HALVINGS):
        weights = np.exp(-narrow * squares)
        total = weights.sum(axis=1, keepdims=True)
        entropy = np.log(total) + narrow * (weights * squares).sum(axis=1, keepdims=True) / total
        if float(np.abs(entropy - target).max()) < NEAR_ENOUGH:
            break
        wide = entropy > target
        low, high = np.where(wide, narrow, low), np.where(wide, high, narrow)
        narrow = np.where(np.isinf(high), narrow * 2, (low + high) / 2)
    return np.asarray(weights / total)
