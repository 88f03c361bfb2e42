import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA

from handsonn.latent.maps import pca
from handsonn.latent.maps.make_map import make_map

DIGITS = load_digits().data.astype(np.float32)


@pytest.mark.parametrize("block", [100, 10_000])
def test_it_is_what_scikit_learn_gives(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pca, "BLOCK", block)
    made = make_map(DIGITS, "pca", dimensions=3)
    oracle = PCA(3, svd_solver="full").fit(DIGITS)
    expected = oracle.transform(DIGITS)
    signs = np.sign((made.positions * expected).sum(axis=0))
    assert np.allclose(made.positions * signs, expected, atol=1e-3)
    shares = [made.facts[f"explained_{axis}"] for axis in (1, 2, 3)]
    assert np.allclose(shares, oracle.explained_variance_ratio_, rtol=1e-5)


def test_more_numbers_than_samples_give_the_same_map() -> None:
    few = DIGITS[:30]
    made = make_map(few, "pca", dimensions=3)
    expected = PCA(3, svd_solver="full").fit_transform(few)
    signs = np.sign((made.positions * expected).sum(axis=0))
    assert np.allclose(made.positions * signs, expected, atol=1e-3)


def test_the_map_of_two_dimensions_is_the_first_two_of_three() -> None:
    assert np.array_equal(
        make_map(DIGITS, "pca").positions, make_map(DIGITS, "pca", dimensions=3).positions[:, :2]
    )


def test_codes_of_one_number_lie_on_a_line() -> None:
    codes = np.array([[0.0], [1.0], [2.0], [3.0], [4.0]])
    made = make_map(codes, "pca", dimensions=3)
    assert made.positions[:, 0].tolist() == [-2, -1, 0, 1, 2]
    assert (made.positions[:, 1:] == 0).all()
    assert (made.facts["explained_1"], made.facts["explained_2"]) == (1.0, 0.0)


def test_a_constant_number_changes_nothing() -> None:
    constant = np.full((len(DIGITS), 1), 1e6, np.float32)
    with_it = make_map(np.hstack([DIGITS, constant]), "pca")
    assert np.allclose(with_it.positions, make_map(DIGITS, "pca").positions, atol=1e-4)
