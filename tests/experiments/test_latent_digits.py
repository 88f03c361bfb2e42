"""On real images: codes beat PCA, noise is removed, one click decodes by one compiled call."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA

import handsonn as hn
from handsonn.experiments.latent_denoising import noise_removed
from handsonn.experiments.latent_space import LatentSpace


@pytest.fixture(scope="module")
def digits() -> LatentSpace:
    return hn.latent_space("digits", latent_dim=8)


def test_eight_numbers_keep_more_of_a_digit_than_eight_principal_components(digits: LatentSpace) -> None:
    train, held_out = (part.reshape(len(part), -1) for part in (digits.data.train, digits.data.held_out))
    pca = PCA(8).fit(train)
    of_pca = float(np.mean((pca.inverse_transform(pca.transform(held_out)) - held_out) ** 2))
    assert digits.held_out_error < 0.6 * of_pca


def test_codes_of_digits_know_the_digit_without_having_seen_a_label(digits: LatentSpace) -> None:
    found = digits.separation()
    assert found.codes.low > 0.9
    assert found.largest_class < 0.11


def test_a_walk_stays_nearer_to_what_the_decoder_knows_than_random_codes(digits: LatentSpace) -> None:
    walk = digits.interpolate("3", "8", steps=7)
    assert walk.samples.shape == (7, 8, 8)
    assert ((walk.samples >= 0) & (walk.samples <= 1)).all()
    far = digits.codes.mean(axis=0) + 3 * digits.codes.std(axis=0)
    assert walk.round_trips.max() < digits.round_trip(far)[0]


def test_noise_is_removed_better_than_by_pca_and_than_by_doing_nothing() -> None:
    found = noise_removed("digits", 16, 0.3, range(2))
    assert (found.autoencoder < 0.35 * found.nothing).all()
    assert (found.autoencoder < found.pca_best).all()
