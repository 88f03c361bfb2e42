"""t-SNE in any number of dimensions, in time linear in the number of points: sampled repulsion.

In three dimensions the libraries offer Barnes-Hut alone, which takes minutes for 10,000 points. This descent
takes its forces from `tsne_forces`. Early exaggeration, and a learning rate that grows with the number of
points, are the usual ones: van der Maaten and Hinton (2008), section 3.4, and Belkina et al. (2019),
"Automated optimized parameters for t-distributed stochastic neighbor embedding". The usual gain per
coordinate is left out: it grows while the gradient keeps its sign, and a sampled gradient changes sign by
chance. With gains, a map of 2,500 Fashion-MNIST codes ended at a divergence of .946 (exact gradient: .871,
Barnes-Hut: .886); without them, at a higher rate and momentum, at .897.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.latent.maps.tsne_forces import JoinedPairs, OtherPairs
from handsonn.latent.maps.tsne_schedule import Schedule
from handsonn.records import Array

SAMPLE = 300  # points that repel all others in one step; benchmarks/latent.py compares with Barnes-Hut
MOMENTUM = 0.9  # averages about ten samples
RATE = 4.0  # times the number of points over the exaggeration
CALMING = 0.4  # share of the iterations, the last ones, in which the rate falls to zero, and chance with it
LONGEST_STEP = 5.0  # a point that shoots off would drag its whole neighbourhood along
LAST_GROUPS = 20  # samples from which the normalisation of the finished map is estimated


def descend(joint: Any, start: Array, schedule: Schedule) -> tuple[Array, float]:
    """Give positions, float32 (samples, dimensions), and their Kullback-Leibler divergence.

    joint: p_ij, see `joint_probabilities`. start: (samples, dimensions), small.
    """
    positions = start.astype(np.float32)
    joined = JoinedPairs(joint)
    others = OtherPairs(joined, len(positions), SAMPLE, np.random.default_rng(schedule.seed))
    step: Array = np.zeros_like(positions)
    for iteration in range(schedule.iterations):
        schedule.told(iteration)
        factor = schedule.exaggeration if iteration < schedule.early else 1.0
        repulsion, rest = others.push(positions)
        normalisation = joined.measure(positions) + rest
        gradient = joined.gradient(positions, factor, normalisation)
        gradient -= repulsion * np.float32(1.0 / normalisation)
        left = (schedule.iterations - iteration) / schedule.iterations
        rate = RATE * min(1.0, left / CALMING) * len(positions) / factor
        step = MOMENTUM * step - np.float32(rate) * gradient
        lengths = np.linalg.norm(step, axis=1, keepdims=True)
        step *= LONGEST_STEP / np.maximum(lengths, LONGEST_STEP)
        positions += step
        positions -= positions.mean(axis=0)
    normalisation = joined.measure(positions) + others.rest_of_normalisation(positions, LAST_GROUPS)
    return positions, joined.divergence(normalisation)
