"""The two-dimensional sets: where their points lie, and what separates them."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

from handsonn.data import load
from handsonn.data.datasets.blobs import blobs
from handsonn.data.datasets.circles import circles
from handsonn.data.datasets.moons import moons
from handsonn.data.datasets.spirals import spirals


def test_moons_without_noise_lie_on_half_circles() -> None:
    dataset = moons(samples=100, noise=0.0)
    upper, lower = dataset.x[dataset.y == 0], dataset.x[dataset.y == 1]
    assert np.allclose(np.linalg.norm(upper, axis=1), 1, atol=1e-6)
    assert (upper[:, 1] >= -1e-6).all()
    assert np.allclose(np.linalg.norm(lower - [1.0, 0.5], axis=1), 1, atol=1e-6)
    assert (len(upper), len(lower)) == (50, 50)


def test_circles_without_noise_have_their_radii() -> None:
    dataset = circles(samples=100, noise=0.0, factor=0.3)
    radii = np.linalg.norm(dataset.x, axis=1)
    assert np.allclose(radii[dataset.y == 0], 1, atol=1e-6)
    assert np.allclose(radii[dataset.y == 1], 0.3, atol=1e-6)


def test_spirals_without_noise_tell_the_arm_by_angle_and_radius() -> None:
    dataset = spirals(samples=300, arms=3, turns=2.0, noise=0.0)
    radius = np.linalg.norm(dataset.x, axis=1)
    turned = np.arctan2(dataset.x[:, 1], dataset.x[:, 0]) / (2 * np.pi) - 2.0 * radius
    assert np.array_equal(np.round(3 * turned).astype(int) % 3, dataset.y)
    assert np.bincount(dataset.y).tolist() == [100, 100, 100]  # type: ignore[arg-type]
    assert 0.1 <= radius.min() < radius.max() <= 1


def test_blobs_stand_evenly_on_a_circle() -> None:
    dataset = blobs(samples=6_000, classes=3, noise=0.5)
    centres = np.stack([dataset.x[dataset.y == blob].mean(axis=0) for blob in range(3)])
    assert np.allclose(centres, [[4, 0], [-2, 3.4641], [-2, -3.4641]], atol=0.05)
    assert dataset.x[dataset.y == 0].std(axis=0) == pytest.approx([0.5, 0.5], abs=0.03)


@pytest.mark.parametrize(
    ("name", "a_line_reaches"), [("moons", 0.9), ("circles", 0.65), ("spirals", 0.75), ("blobs", 1.0)]
)
def test_neighbours_tell_what_a_line_cannot(name: str, a_line_reaches: float) -> None:
    dataset = load(name)
    order = np.random.default_rng(0).permutation(len(dataset))
    x, y = dataset.x[order], np.asarray(dataset.y)[order]
    line = LogisticRegression().fit(x[:800], y[:800]).score(x[800:], y[800:])
    neighbours = KNeighborsClassifier(5).fit(x[:800], y[:800]).score(x[800:], y[800:])
    assert line <= a_line_reaches
    assert neighbours >= 0.95
