"""t-SNE in two dimensions, by the openTSNE library: Barnes-Hut for few points, interpolation for many.

Sources: Policar, Strazar and Zupan (2024), "openTSNE: a modular Python library for t-SNE dimensionality
reduction and embedding"; Linderman et al. (2019), "Fast interpolation-based t-SNE ...".
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Any

import numpy as np

from handsonn.latent.maps.tsne_schedule import Schedule
from handsonn.latent.neighbours import Neighbours
from handsonn.records import Array

INTERPOLATE_FROM = 10_000  # samples: below, Barnes-Hut is faster
# Below, an iteration takes milliseconds, and threads that must meet several times in each wait for each other
# longer than they work as soon as something else runs on the machine.
THREADS_FROM = 2_000
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
    opentsne = _imported()
    threads = -1 if len(start) >= THREADS_FROM else 1
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


def _imported() -> Any:
    """Import openTSNE with threads that sleep while they wait.

    Its OpenMP library reads OMP_WAIT_POLICY once, when it is loaded; by default its idle threads spin, which
    on a busy machine takes three times the processor time. The variable is set for that moment alone, and not
    where the learner has set it, so neither this process's later children nor other libraries notice.
    """
    given = os.environ.get("OMP_WAIT_POLICY")
    if given is None:
        os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
    try:
        import openTSNE
        import openTSNE.affinity
        import openTSNE.nearest_neighbors
    finally:
        if given is None:
            del os.environ["OMP_WAIT_POLICY"]
    return openTSNE
