"""Nineteen features that are made of nine: the error falls to the noise floor at nine and not before."""

from __future__ import annotations

import pytest

from handsonn.experiments.latent_errors import error_by_latent_dim


@pytest.mark.slow
def test_the_error_falls_to_the_noise_floor_at_nine_numbers_and_not_before() -> None:
    curve = error_by_latent_dim("hidden9", [8, 9], seeds=range(2))
    assert curve.noise_floor is not None
    low, high = curve.bands
    eight, nine = range(2)
    # Every seed: eight numbers cannot hold nine factors, nine can.
    assert low[eight] > 20 * curve.noise_floor
    assert high[nine] < 3 * curve.noise_floor
    # PCA, with as many components, is nowhere near: the nine directions are curved.
    assert curve.pca[nine] > 100 * curve.noise_floor
