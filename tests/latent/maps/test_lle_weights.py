import numpy as np
import pytest
from sklearn.manifold._locally_linear import barycenter_weights

from handsonn.latent.maps import lle_weights
from handsonn.latent.maps.lle_weights import mismatch, mixing_weights
from handsonn.latent.neighbours import nearest

CODES = np.random.default_rng(0).normal(size=(120, 5)).astype(np.float32)


def unheard(share: float) -> None:
    assert 0 <= share <= 1


def test_a_code_between_two_is_mixed_half_and_half() -> None:
    line = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]])
    weights = mixing_weights(line, np.array([[1, 2], [0, 2], [0, 1]]), 1e-9, unheard)
    assert weights == pytest.approx(np.array([[2, -1], [0.5, 0.5], [-1, 2]]), abs=1e-6)


@pytest.mark.parametrize("block", [50, 5_000])
def test_the_weights_are_scikit_learns(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lle_weights, "BLOCK", block)
    indices = nearest(CODES, 8).indices
    wide = CODES.astype(np.float64)
    weights = mixing_weights(CODES, indices, 1e-2, unheard)
    assert np.allclose(weights, barycenter_weights(wide, wide, indices, reg=1e-2), atol=1e-9)
    assert np.allclose(weights.sum(axis=1), 1)


def test_neighbours_at_the_same_place_share_evenly() -> None:
    same = np.zeros((4, 2))
    weights = mixing_weights(same, np.array([[1, 2, 3]] * 4), 1e-2, unheard)
    assert np.allclose(weights, 1 / 3)


def test_a_mixed_map_leaves_no_mismatch() -> None:
    indices = nearest(CODES, 8).indices
    weights = mixing_weights(CODES, indices, 1e-2, unheard)
    matrix = mismatch(indices, weights)
    assert np.allclose(matrix @ np.ones(120), 0)
    mixed = (weights[:, :, None] * CODES[indices]).sum(axis=1)
    assert np.allclose(matrix @ CODES, CODES - mixed)
