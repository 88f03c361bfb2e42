"""Two half moons that interlock: no straight line separates them."""

from __future__ import annotations

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.data.shapes import shape_dataset
from handsonn.records import Dataset

CARD = DatasetCard(
    name="moons",
    title="Two moons",
    description="1,000 points of two interlocking half moons, with noise: no straight line separates them.",
    task="classification",
    kind="tabular",
    samples=1_000,
    source="generated here, by sklearn.datasets.make_moons",
    licence="MIT (generated)",
    chapters=(10, 11, 12),
)


def load(_request: Request) -> Dataset:
    """Return the default moons: 1,000 points, noise 0.15, seed 0."""
    return moons()


def moons(samples: int = 1_000, noise: float = 0.15, seed: int = 0) -> Dataset:
    """Return x: float32 (samples, 2); y: the moon, 0 (upper) or 1 (lower).

    noise: standard deviation of what is added to both coordinates; a moon has radius 1.
    """
    from sklearn.datasets import make_moons

    points, labels = make_moons(samples, noise=noise, random_state=seed)
    return shape_dataset(CARD, points, labels.astype(np.int64), ("upper", "lower"))
