"""t-SNE in two dimensions, by the openTSNE library: Barnes-Hut for few points, interpolation for many.

Sources: Policar, Strazar and Zupan (2024), "openTSNE: a modular Python library for t-SNE dimensionality
reduction and embedding"; Linderman et al. (2019), "Fast interpolation-based t-SNE ...".
"""

from __future__ import annotations

import os
from importlib.util import find_spec

import numpy as np

from handsonn.latent.maps.tsne_schedule import Schedule
from handsonn.latent.neighbours import Neighbours
from handsonn.records import Array

INTERPOLATE_FROM = 10_000  # samples: below, Barnes-Hut is faster
CALL_EVERY = 5  # iterations: about a second at 70,000 points


def is_available() -> bool:
    """Tell whether openTSNE is installed; it has no wheel for Linux on ARM."""
    return find_spec("openTSNE") is not None


def descend(
    neighbours: Neighbours, perplexity: float, start: Array, schedule: Schedule
) -> tuple[Array, float]:
    """Give positions, (samples, 2), and their Kullback-Leibler divergence.

    neighbours: exact ones, so that openTSNE searches for none of its own (its search is approximate). start:
    (samples, 2), small. The schedule is told every fifth iteration.
    """
    import openTSNE as opentsne  # noqa: N813 - a module is written small here
    import openTSNE.affinity
    import openTSNE.nearest_neighbors

    threads = threads_to_use()
    index = opentsne.nearest_neighbors.PrecomputedNeighbors(neighbours.indices, neighbours.distances)
    seen = opentsne.affinity.PerplexityBasedNN(perplexity=perplexity, knn_index=index, n_jobs=threads)
    before = 0

    def called(iteration: int, _divergence: float, _positions: Array) -> bool:
        schedule.told(before + iteration)
        return False

    layout = opentsne.TSNE(
        negative_gradient_method="bh" if len(start) < INTERPOLATE_FROM else "fft",
        callbacks=[called],
        callbacks_every_iters=CALL_EVERY,
        n_jobs=threads,
        random_state=schedule.seed,
    ).prepare_initial(affinities=seen, initialization=start.astype(np.float64))
    layout = layout.optimize(schedule.early, exaggeration=schedule.exaggeration)
    before = schedule.early
    layout = layout.optimize(schedule.iterations - schedule.early)
    return np.asarray(layout), float(layout.kl_divergence)


def threads_to_use() -> int:
    """Give -1, all processors, where waiting threads sleep, and 1 elsewhere.

    By default idle OpenMP threads spin: beside any other work, two of them took twice the processor time of
    one, and twice as long. OMP_WAIT_POLICY=PASSIVE makes them sleep, but it is read once, when the OpenMP
    library is loaded, which scikit-learn and openTSNE share: set here, it would come too late. So it is for
    the process to set at its start, and is respected here.
    """
    return -1 if os.environ.get("OMP_WAIT_POLICY", "").upper() == "PASSIVE" else 1
