"""The map by pairwise controlled manifold approximation: quick, with a fair overall shape.

Source: Wang, Huang, Rudin and Shaposhnik (2021), "Understanding how dimension reduction tools work", Journal
of Machine Learning Research 22. The library pacmap, theirs, does the work; the neighbours are our exact ones.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.errors import LatentError
from handsonn.latent.maps.method import NEIGHBOURS_SHARE, Layout, MapMethod, Parameter, Task, Watch, tell
from handsonn.latent.maps.numba_library import alone, few_threads, library
from handsonn.records import Array

TITLE = "PaCMAP"
MORE = 50  # neighbours among which the k of the smallest scaled distance are chosen, as the library does
MID_NEAR, FURTHER = 0.5, 2.0  # pairs of other kinds per near pair: the library's own plan
SEEDS = 2**30  # the library adds the sample's number to the seed, in 32 bits
STEPS = 450  # of the library's own plan: 100, 100 and 250

NEIGHBOURS = Parameter(
    "k",
    10,
    3,
    100,
    "How many near pairs hold each code. More of them favour the overall shape over small groups.",
)


def make(task: Task) -> Layout:
    """Draw near pairs together, push further pairs apart, and let mid-near pairs shape the whole first.

    The watch is asked after each of the 450 steps. Raises LatentError where the library is missing, or where
    there are fewer samples than the pairs of one sample.
    """
    k = task.parameters["k"]
    _check_enough(len(task.codes), k)
    tell(task.watch, 0.0, "Starting PaCMAP")
    pacmap = library("pacmap", "pacmap", TITLE)
    near = near_pairs(task, k)
    tell(task.watch, NEIGHBOURS_SHARE, "Choosing pairs that are further away")
    with alone(task.watch), few_threads(len(task.codes)):
        model = pacmap.PaCMAP(
            n_components=task.dimensions,
            n_neighbors=k,
            MN_ratio=MID_NEAR,
            FP_ratio=FURTHER,
            pair_neighbors=near,
            intermediate=True,
            intermediate_snapshots=_FirstAndLast(task.watch),
            random_state=task.seed % SEEDS,
        )
        snapshots = model.fit_transform(_wide_enough(task.codes, task.dimensions))
    return Layout(snapshots[-1])


class _FirstAndLast(list[int]):
    """The steps whose layout is wanted. PaCMAP looks there after each step, which is how a step is told."""

    def __init__(self, watch: Watch) -> None:
        super().__init__([0, STEPS])
        self._watch = watch
        self._steps = 0

    def __getitem__(self, place: Any) -> Any:
        self._steps += 1
        share = NEIGHBOURS_SHARE + (1 - NEIGHBOURS_SHARE) * min(self._steps / STEPS, 1.0)
        tell(self._watch, share, "Drawing near pairs together")
        return super().__getitem__(place)


def near_pairs(task: Task, k: int) -> Array:
    """Give the near pairs, int32, shape (samples * k, 2): the k neighbours at the smallest scaled distance.

    A distance counts against the usual distance to the fourth to sixth neighbour at both of its ends.
    """
    samples = len(task.codes)
    found = task.neighbours(min(k + MORE, samples - 1))
    usual = np.maximum(found.distances[:, 3:6].mean(axis=1), 1e-10)
    scaled = found.distances**2 / usual[:, None] / usual[found.indices]
    chosen = np.argsort(scaled, axis=1, kind="stable")[:, :k]
    partners = np.take_along_axis(found.indices, chosen, axis=1)
    return np.column_stack([np.repeat(np.arange(samples, dtype=np.int32), k), partners.ravel()])


def _wide_enough(codes: Array, dimensions: int) -> Array:
    """Add columns of zeros to codes of fewer numbers than the map has axes: PaCMAP starts from their PCA."""
    missing = max(dimensions - codes.shape[1], 0)
    return np.hstack([codes, np.zeros((len(codes), missing), np.float32)])


def _check_enough(samples: int, k: int) -> None:
    needed = k + round(MID_NEAR * k) + round(FURTHER * k) + 1
    if samples < needed:
        raise LatentError(
            f"{samples} codes are too few for {TITLE} with k = {k}, which pairs each with others in three "
            f"ways and takes {needed} or more; take a smaller k, encode more samples, or choose another map."
        )


METHOD = MapMethod(
    name="pacmap",
    title=TITLE,
    what="Holds near codes together, and first shapes the whole by pairs of middling distance. It is quick "
    "at 70,000 codes and shows groups well; within a group it keeps fewer true neighbours than t-SNE.",
    parameters=(NEIGHBOURS,),
    make=make,
    libraries=("pacmap", "numba"),
)
