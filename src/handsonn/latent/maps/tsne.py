"""The map by t-SNE: neighbours stay neighbours. In 2-D by openTSNE, in 3-D by our own sampled repulsion."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from handsonn.latent.maps import pca, tsne_monte_carlo, tsne_opentsne
from handsonn.latent.maps.method import NEIGHBOURS_SHARE, QUIET, Layout, MapMethod, Parameter, Task, tell
from handsonn.latent.maps.tsne_affinities import LEAST_PERPLEXITY, joint_probabilities, neighbours_needed
from handsonn.latent.maps.tsne_schedule import Schedule
from handsonn.records import Array

START_SIZE = 1e-4  # standard deviation of the first axis at the start: forces, not the start, make the map
START_JITTER = 1e-2  # of that size: parts points that the first components do not tell apart
TELL_EVERY = 5  # iterations


def make(task: Task) -> Layout:
    """Map the codes so that the neighbours of each remain its neighbours.

    facts: kl_divergence, in nats, is what the descent lowers; it compares maps of the same codes at the same
    perplexity. Raises LatentError where there are too few samples for the perplexity.
    """
    perplexity = float(task.parameters["perplexity"])
    neighbours = task.neighbours(neighbours_needed(perplexity, len(task.codes)))
    iterations = int(task.parameters["iterations"])

    def told(iteration: int) -> None:
        if iteration % TELL_EVERY == 0:
            share = NEIGHBOURS_SHARE + (1 - NEIGHBOURS_SHARE) * iteration / iterations
            tell(task.watch, share, f"Moving the points, {iteration} of {iterations} times")

    exaggeration = float(task.parameters["exaggeration"])
    schedule = Schedule(exaggeration, iterations // 3, iterations, task.seed, told)
    start = starting_positions(task)
    if task.dimensions == 2 and tsne_opentsne.is_available():  # noqa: PLR2004 - a plane
        positions, divergence = tsne_opentsne.descend(neighbours, perplexity, start, schedule)
    else:
        joint = joint_probabilities(neighbours, perplexity)
        positions, divergence = tsne_monte_carlo.descend(joint, start, schedule)
    return Layout(positions, {"kl_divergence": divergence})


def starting_positions(task: Task) -> Array:
    """Give the codes' principal components, shrunk and jittered by the seed: (samples, dimensions).

    Starting there keeps the large-scale arrangement of the classes (Kobak and Linderman, 2021).
    """
    axes = pca.make(replace(task, watch=QUIET)).positions
    spread = axes[:, 0].std()
    generator = np.random.default_rng(task.seed)
    jitter = generator.normal(0.0, START_SIZE * START_JITTER, axes.shape)
    return np.asarray(axes * (START_SIZE / spread) + jitter)


METHOD = MapMethod(
    name="tsne",
    title="t-SNE",
    what="Keeps the nearest neighbours of each sample together, better than any other map here. "
    "The sizes of clusters and the distances between them mean little.",
    parameters=(
        Parameter(
            "perplexity", 30.0, LEAST_PERPLEXITY, 500.0,
            "As how many neighbours those of a sample count; small values tear the map into many clusters.",
        ),
        Parameter(
            "exaggeration", 12.0, 1.0, 100.0,
            "By how much attraction is raised in the first third, so that clusters gather before they part.",
        ),
        Parameter(
            "iterations", 750, 50, 10_000,
            "How often all points are moved; too few leave the map unfinished.",
        ),
    ),
    make=make,
    libraries=("openTSNE",),
)  # fmt: skip
