"""The map by uniform manifold approximation and projection.

Source: McInnes, Healy and Melville (2018), "UMAP: uniform manifold approximation and projection for dimension
reduction", arXiv 1802.03426. The library umap-learn, theirs, does the work, from our exact neighbours and
from the PCA map (Kobak and Linderman 2021: what keeps the overall shape is an informed start).
"""

from __future__ import annotations

import re
import warnings
from dataclasses import replace

import numpy as np

from handsonn.latent.maps import pca
from handsonn.latent.maps.method import (
    NEIGHBOURS_SHARE,
    QUIET,
    Layout,
    MapMethod,
    Parameter,
    Task,
    Watch,
    tell,
)
from handsonn.latent.maps.numba_library import alone, library
from handsonn.records import Array

TITLE = "UMAP"
START_SIZE = 10.0  # largest coordinate of the start, and the noise on it: umap-learn's own
START_NOISE = 1e-4
READY = 0.4  # of the progress: neighbours found and weighed

NEIGHBOURS = Parameter(
    "k",
    15,
    2,
    100,
    "How many neighbours each code is tied to. Few show small groups, many show the overall shape.",
)
MINIMUM_DISTANCE = Parameter(
    "min_dist",
    0.1,
    0.0,
    0.99,
    "How close points may lie on the map. Small values pack groups tightly, large ones spread them out.",
)


def make(task: Task) -> Layout:
    """Tie each code to its k neighbours, and find positions whose ties look alike.

    The first call of a process takes some ten seconds to compile the library. The watch is asked after each
    pass over the ties. Raises LatentError where the library is missing or where there are not k + 1 codes.
    """
    tell(task.watch, 0.0, "Starting UMAP")
    found = task.neighbours(task.parameters["k"])
    umap = library("umap", "umap-learn", TITLE)
    tell(task.watch, NEIGHBOURS_SHARE, "Tying each code to its neighbours; the first time takes longer")
    own = np.arange(len(task.codes), dtype=np.int32)[:, None]
    # umap-learn counts a sample as its own first neighbour, and never takes all of them.
    most = len(own) - 1
    indices = np.hstack([own, found.indices])[:, :most]
    distances = np.hstack([np.zeros((len(own), 1), np.float32), found.distances])[:, :most]
    with alone(task.watch), warnings.catch_warnings():
        # We place new codes ourselves, so that its index for them is not missed.
        warnings.filterwarnings("ignore", r"precomputed_knn\[2\]", UserWarning)
        model = umap.UMAP(
            n_neighbors=indices.shape[1],
            n_components=task.dimensions,
            min_dist=task.parameters["min_dist"],
            init=_start(task),
            precomputed_knn=(indices, distances, None),
            random_state=task.seed,
            n_jobs=1,
            tqdm_kwds=_told_to(task.watch),
        )
        return Layout(model.fit_transform(task.codes))


def _start(task: Task) -> Array:
    """Give the PCA map at umap-learn's scale, with its little noise, which frees codes that lie on a line."""
    positions = pca.make(replace(task, watch=QUIET)).positions
    noise = np.random.default_rng(task.seed).normal(scale=START_NOISE, size=positions.shape)
    return np.asarray(positions * (START_SIZE / np.abs(positions).max()) + noise, np.float32)


def _told_to(watch: Watch) -> dict[str, object]:
    """Have umap-learn's progress bar written to a watch, after each pass."""
    return {
        "file": _Bar(watch),
        "disable": False,
        "bar_format": "{n_fmt}/{total_fmt}",
        "mininterval": 0,
        "miniters": 1,
    }


class _Bar:
    """A file to which a progress bar is written; it tells the watch instead."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def write(self, text: str) -> None:
        found = re.search(r"(\d+)/(\d+)", text)
        if found:
            share = READY + (1 - READY) * int(found[1]) / max(int(found[2]), 1)
            tell(self._watch, share, "Moving the points until their ties look alike")

    def flush(self) -> None:
        """Nothing is held back."""


METHOD = MapMethod(
    name="umap",
    title=TITLE,
    what="Ties each code to its neighbours and finds positions with the same ties. Groups come out compact "
    "and well apart; the empty space between them, and their size, mean little.",
    parameters=(NEIGHBOURS, MINIMUM_DISTANCE),
    make=make,
    libraries=("umap-learn", "numba"),
)
