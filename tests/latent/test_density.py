"""A density fitted on codes draws where the codes are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from handsonn.errors import LatentError, Stopped
from handsonn.latent.density import Density, fit_density


def blobs(count: int = 300) -> Any:
    generator = np.random.default_rng(0)
    return np.concatenate(
        [generator.normal((-8, 0), 0.5, (count, 2)), generator.normal((8, 3), 1.0, (2 * count, 2))]
    )


@pytest.fixture(scope="module")
def density() -> Density:
    return fit_density(blobs())


def test_two_blobs_are_both_drawn_from_in_their_shares_and_nothing_lies_between(density: Density) -> None:
    assert len(density.weights) == 2
    drawn = density.sample(3_000, seed=1)
    left = drawn[:, 0] < 0
    assert left.mean() == pytest.approx(1 / 3, abs=0.03)
    np.testing.assert_allclose(drawn[left].mean(axis=0), (-8, 0), atol=0.1)
    np.testing.assert_allclose(drawn[~left].std(axis=0), (1, 1), atol=0.1)
    assert not (np.abs(drawn[:, 0]) < 3).any()


def test_it_tells_how_far_it_is_and_ends_when_told_to() -> None:
    heard: list[tuple[float, str]] = []
    fit_density(blobs(), told=lambda share, sentence: heard.append((share, sentence)))
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert heard[0][1] == "Fitting a density on the codes: a mixture of 1 part"
    assert heard[-1][1].endswith("16 parts")

    def stop(_share: float, _sentence: str) -> None:
        raise Stopped("stopped.")

    with pytest.raises(Stopped):
        fit_density(blobs(), told=stop)


def test_one_normal_distribution_would_draw_between_them() -> None:
    drawn = fit_density(blobs(), most_components=1).sample(3_000)
    assert (np.abs(drawn[:, 0]) < 3).mean() > 0.1


def test_the_same_seed_draws_the_same_and_another_one_others(density: Density) -> None:
    np.testing.assert_array_equal(density.sample(5, seed=2), density.sample(5, seed=2))
    assert not np.array_equal(density.sample(5, seed=2), density.sample(5, seed=3))


@settings(max_examples=20)
@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 1_000))
def test_the_log_density_is_that_of_scipy(size: int, components: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    weights = generator.dirichlet(np.ones(components))
    means = generator.normal(size=(components, size))
    roots = np.tril(generator.normal(size=(components, size, size))) * 0.3 + np.eye(size)
    roots[:, np.arange(size), np.arange(size)] = 0.5 + generator.random((components, size))
    codes = generator.normal(size=(6, size))
    by_scipy = sum(
        weight * multivariate_normal(mean, root @ root.T).pdf(codes)
        for weight, mean, root in zip(weights, means, roots, strict=True)
    )
    found = Density(weights, means, roots).log_density(codes)
    np.testing.assert_allclose(found, np.log(by_scipy), rtol=1e-6, atol=1e-6)


def test_codes_that_all_share_a_number_have_a_density() -> None:
    flat = blobs()
    flat[:, 1] = 4.0
    np.testing.assert_allclose(fit_density(flat).sample(50)[:, 1], 4.0, atol=0.1)


def test_what_has_no_density_is_refused() -> None:
    with pytest.raises(LatentError, match="needs more than 5 samples; there are 5"):
        fit_density(np.zeros((5, 5)))
    with pytest.raises(LatentError, match="some codes are not finite"):
        fit_density(np.array([[1.0], [np.nan], [2.0]]))
    with pytest.raises(LatentError, match=r"the codes have the shape \(4,\)"):
        fit_density(np.zeros(4))
