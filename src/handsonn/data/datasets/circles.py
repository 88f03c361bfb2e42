"""A circle within a circle: the classes share their centre."""

from __future__ import annotations

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.data.shapes import shape_dataset
from handsonn.records import Dataset

CARD = DatasetCard(
    name="circles",
    title="Two circles",
    description="1,000 points on two circles with one centre, with noise: the radius decides, no line does.",
    task="classification",
    kind="tabular",
    samples=1_000,
    source="generated here, by sklearn.datasets.make_circles",
    licence="MIT (generated)",
    chapters=(10, 11),
)


def load(_request: Request) -> Dataset:
    """Return the default circles: 1,000 points, noise 0.1, seed 0."""
    return circles()


def circles(samples: int = 1_000, noise: float = 0.1, factor: float = 0.5, seed: int = 0) -> Dataset:
    """Return x: float32 (samples, 2); y: the circle, 0 (outer, radius 1) or 1 (inner, radius `factor`).

    noise: standard deviation of what is added to both coordinates.
    """
    from sklearn.datasets import make_circles

    points, labels = make_circles(samples, noise=noise, factor=factor, random_state=seed)
    return shape_dataset(CARD, points, labels.astype(np.int64), ("outer", "inner"))
