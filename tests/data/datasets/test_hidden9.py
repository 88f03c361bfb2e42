from __future__ import annotations

import numpy as np
import pytest

from handsonn.data.datasets.hidden9 import FACTORS, features_of, hidden9


def jacobians(factors: np.ndarray, step: float = 1e-5) -> np.ndarray:
    """Differentiate the map numerically: (samples, 19, 9)."""
    columns = [
        (features_of(factors + step * unit) - features_of(factors - step * unit)) / (2 * step)
        for unit in np.eye(FACTORS)
    ]
    return np.stack(columns, axis=2)


def test_the_true_dimension_is_nine_at_every_point() -> None:
    factors = np.random.default_rng(1).uniform(-1, 1, (200, FACTORS))
    singular_values = np.linalg.svd(jacobians(factors), compute_uv=False)
    assert singular_values.shape == (200, 9)
    assert singular_values.min() >= 1.0 - 1e-6  # no direction is ever squeezed
    assert singular_values.max() < 7


def test_a_straight_map_needs_many_more_than_nine_dimensions() -> None:
    x = hidden9(samples=4_000, noise=0.0).x.astype(np.float64)
    variances = np.linalg.svd(x - x.mean(axis=0), compute_uv=False) ** 2
    share = np.cumsum(variances) / variances.sum()
    assert share[8] < 0.8
    assert share[15] < 0.98


def test_the_noise_floor_is_what_the_note_says() -> None:
    noise = 0.02
    rng = np.random.default_rng(2)
    factors = rng.uniform(-1, 1, (300, FACTORS))
    x = features_of(factors) + rng.normal(0, noise, (300, 19))
    for _ in range(4):  # Gauss-Newton: the nearest point of the manifold is the best nine-dimensional code
        error = x - features_of(factors)
        steps = [np.linalg.lstsq(j, e, rcond=None)[0] for j, e in zip(jacobians(factors), error, strict=True)]
        factors = factors + np.array(steps)
    floor = np.mean((x - features_of(factors)) ** 2)
    assert floor == pytest.approx(noise**2 * 10 / 19, rel=0.05)
    assert "2.1e-04" in hidden9(samples=10, noise=noise).note or "0.00021" in hidden9(10, noise).note


def test_the_note_gives_the_floor_in_the_units_in_which_errors_are_told_too() -> None:
    dataset = hidden9()
    standardised = 0.02**2 * 10 / 19 * float(np.mean(1 / dataset.x.astype(np.float64).var(axis=0)))
    assert f"or {standardised:.2g} of standardised features" in dataset.note


def test_every_seed_draws_from_the_same_map() -> None:
    factors = np.random.default_rng(0).uniform(-1.0, 1.0, (50, FACTORS))
    dataset = hidden9(samples=50, noise=0.0, seed=0)
    assert np.allclose(dataset.x, features_of(factors), atol=1e-6)
    assert np.allclose(dataset.y, np.linalg.norm(factors, axis=1), atol=1e-6)
