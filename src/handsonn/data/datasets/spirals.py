"""Spirals that wind around each other: the hard one of the classic two-dimensional sets."""

from __future__ import annotations

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.data.shapes import shape_dataset
from handsonn.records import Dataset

CARD = DatasetCard(
    name="spirals",
    title="Two spirals",
    description="1,000 points on two spirals that wind around each other: a network needs width or depth.",
    task="classification",
    kind="tabular",
    samples=1_000,
    source="generated here, after Lang and Witbrock 1988",
    licence="MIT (generated)",
    chapters=(10, 11),
)


def load(_request: Request) -> Dataset:
    """Return the default spirals: 1,000 points, 2 arms, 1.75 turns, noise 0.03, seed 0."""
    return spirals()


def spirals(
    samples: int = 1_000, arms: int = 2, turns: float = 1.75, noise: float = 0.03, seed: int = 0
) -> Dataset:
    """Return x: float32 (samples, 2) within about the unit circle; y: the arm, 0 to arms - 1.

    An arm runs from near the centre outwards; its points are spread evenly along its length. noise: standard
    deviation of what is added to both coordinates; two neighbouring arms are 1 / (arms * turns) apart.
    """
    generator = np.random.default_rng(seed)
    labels = generator.permutation(np.arange(samples) % arms)
    # The length of an Archimedean spiral grows with the square of its radius: the root spreads points evenly.
    radius = np.sqrt(generator.uniform(0.01, 1.0, samples))
    angle = 2 * np.pi * (turns * radius + labels / arms)
    points = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    points += generator.normal(0.0, noise, points.shape)
    names = tuple(f"arm {number}" for number in range(arms))
    return shape_dataset(CARD, points, labels.astype(np.int64), names)
