"""Round clouds of points, one per class: the easiest classes there are."""

from __future__ import annotations

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.data.shapes import shape_dataset
from handsonn.records import Dataset

CARD = DatasetCard(
    name="blobs",
    title="Blobs",
    description="1,000 points in four round clouds that overlap a little: one class each.",
    task="classification",
    kind="tabular",
    samples=1_000,
    source="generated here, by sklearn.datasets.make_blobs",
    licence="MIT (generated)",
    chapters=(10, 11),
)


def load(_request: Request) -> Dataset:
    """Return the default blobs: 1,000 points, 4 classes, spread 1.2, seed 0."""
    return blobs()


def blobs(samples: int = 1_000, classes: int = 4, noise: float = 1.2, seed: int = 0) -> Dataset:
    """Return x: float32 (samples, 2); y: the blob, 0 to classes - 1.

    The centres stand evenly on a circle of radius 4; noise is the standard deviation of each blob.
    """
    from sklearn.datasets import make_blobs

    angles = 2 * np.pi * np.arange(classes) / classes
    centres = 4 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    points, labels = make_blobs(samples, centers=centres, cluster_std=noise, random_state=seed)
    names = tuple(f"blob {number}" for number in range(classes))
    return shape_dataset(CARD, points, labels.astype(np.int64), names)
