"""The map by principal components: the directions in which the codes spread most, at once and without chance.

Source: Pearson (1901), "On lines and planes of closest fit to systems of points in space"; Hotelling (1933).
"""

from __future__ import annotations

import numpy as np

from handsonn.latent.maps.method import Layout, MapMethod, Task, tell
from handsonn.records import Array

BLOCK = 10_000  # rows that are turned into float64 at a time


def make(task: Task) -> Layout:
    """Project the codes on their leading directions.

    Codes that spread in fewer directions than the map has axes, such as codes of one number, have zeros on
    the axes that remain. facts: explained_1, explained_2 ... are the shares of the codes' variance.
    """
    tell(task.watch, 0.0, "Looking for the directions in which the codes spread most")
    centre = task.codes.mean(axis=0, dtype=np.float64)
    variances, directions, whole = _spread(task, centre)
    tell(task.watch, 0.8, "Projecting the codes on them")
    axes = np.zeros((task.codes.shape[1], task.dimensions))
    shares = np.zeros(task.dimensions)
    # Below this share a direction is rounding error, not spread.
    real = variances[: task.dimensions] > variances[0] * task.codes.shape[1] * np.finfo(np.float32).eps ** 2
    count = int(real.sum())
    axes[:, :count] = _upright(directions[:, :count])
    shares[:count] = variances[:count] / whole
    positions = np.empty((len(task.codes), task.dimensions))
    for rows in _blocks(len(task.codes)):
        positions[rows] = (task.codes[rows] - centre) @ axes
    return Layout(positions, {f"explained_{axis + 1}": float(share) for axis, share in enumerate(shares)})


def _spread(task: Task, centre: Array) -> tuple[Array, Array, float]:
    """Give the variances, the largest first, the directions, shape (latent_dim, count), and all variance."""
    samples, features = task.codes.shape
    if features > samples:
        _, lengths, directions = np.linalg.svd(task.codes - centre, full_matrices=False)
        variances = lengths**2 / samples
        return variances, directions.T, float(variances.sum())
    covariance = np.zeros((features, features))
    for rows in _blocks(samples):
        block = task.codes[rows] - centre
        covariance += block.T @ block
    variances, directions = np.linalg.eigh(covariance / samples)
    return variances[::-1], directions[:, ::-1], float(np.trace(covariance) / samples)


def _upright(directions: Array) -> Array:
    """Choose the sign of each direction: its largest entry is positive, on every machine."""
    largest = np.abs(directions).argmax(axis=0)
    upright: Array = directions * np.sign(directions[largest, np.arange(directions.shape[1])])
    return upright


def _blocks(samples: int) -> list[slice]:
    return [slice(start, start + BLOCK) for start in range(0, samples, BLOCK)]


METHOD = MapMethod(
    name="pca",
    title="PCA",
    what="Looks at the codes from the side where they spread most: no distance is drawn too long, many are "
    "too short. Whatever bends or lies in the other directions falls on top of each other.",
    parameters=(),
    make=make,
    nested=True,
    random=False,
)
