import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_digits

from handsonn.errors import LatentError
from handsonn.latent.maps.make_map import make_map
from handsonn.latent.neighbours import nearest
from handsonn.latent.placing import inverse_distance_weights, place, place_exactly

CODES = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [10.0, 10.0]], np.float32)
MAP = np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 4.0], [100.0, 100.0]], np.float32)


def test_a_new_code_lands_on_the_median_of_its_neighbours() -> None:
    assert place([[0.1, 0.1]], CODES, MAP, k=3).tolist() == [[0.0, 0.0]]
    assert place([[0.1, 0.1]], CODES, MAP, k=1).tolist() == [[0.0, 0.0]]
    assert place([[9.0, 9.0]], CODES, MAP, k=1).tolist() == [[100.0, 100.0]]


def test_one_neighbour_torn_away_does_not_pull() -> None:
    torn = MAP.copy()
    torn[2] = (1e6, 1e6)
    assert np.abs(place([[0.1, 0.1]], CODES, torn, k=3)).max() <= 2.0


def test_a_code_of_the_map_sits_exactly_on_its_dot() -> None:
    generator = np.random.default_rng(0)
    codes = (100 + generator.normal(size=(50, 8))).astype(np.float32)
    positions = generator.normal(size=(50, 3)).astype(np.float32)
    assert np.array_equal(place_exactly(codes, codes, positions), positions)


def test_between_two_codes_the_exact_variant_weighs_by_inverse_distance() -> None:
    # A quarter of the way: three quarters of the weight.
    assert place_exactly([[0.25, 0.0]], CODES, MAP, k=2).tolist() == [[0.5, 0.0]]


def test_duplicates_of_the_point_share_its_weight() -> None:
    near = np.array([[[1.0], [1.0], [2.0]]])
    assert inverse_distance_weights(np.array([[1.0]]), near).tolist() == [[0.5, 0.5, 0.0]]


@pytest.fixture(scope="module")
def digits() -> np.ndarray:
    return load_digits().data.astype(np.float32)


@pytest.mark.parametrize("method", ["pca", "tsne"])
def test_a_training_point_placed_as_if_new_lands_within_its_own_neighbourhood(
    digits: np.ndarray, method: str
) -> None:
    codes = digits[:600]
    options = {"iterations": 150} if method == "tsne" else {}
    positions = make_map(codes, method, **options).positions
    left_out = np.arange(0, 600, 15)
    placed = place(codes[left_out], np.delete(codes, left_out, 0), np.delete(positions, left_out, 0))
    around = positions[nearest(codes, 15).indices[left_out]]
    assert (placed >= around.min(axis=1)).all()
    assert (placed <= around.max(axis=1)).all()
    # Not merely somewhere inside: no farther from its own dot than the farthest of its neighbours.
    dots = positions[left_out]
    reach = np.linalg.norm(around - dots[:, None], axis=2).max(axis=1)
    assert (np.linalg.norm(placed - dots, axis=1) <= reach).all()


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1_000), k=st.integers(1, 10))
def test_a_placed_code_never_leaves_the_box_of_its_neighbours(seed: int, k: int) -> None:
    generator = np.random.default_rng(seed)
    codes, new = generator.normal(size=(40, 5)), generator.normal(size=(6, 5))
    positions = generator.normal(size=(40, 2)).astype(np.float32)
    around = positions[nearest(codes, k, new.astype(np.float32)).indices]
    for placed in (place(new, codes, positions, k), place_exactly(new, codes, positions, k)):
        assert (placed >= around.min(axis=1) - 1e-6).all()
        assert (placed <= around.max(axis=1) + 1e-6).all()


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ([[1.0, 2.0, 3.0]], r"shape \(1, 3\); this map needs \(new, 2\)"),
        ([1.0, 2.0], r"shape \(2,\); this map needs \(new, 2\)"),
        ([[np.nan, 2.0]], "NaN or infinity"),
    ],
)
def test_codes_that_do_not_fit_are_refused(new: list[object], sentence: str) -> None:
    with pytest.raises(LatentError, match=sentence):
        place(new, CODES, MAP, k=2)


def test_more_neighbours_than_the_map_has_are_refused() -> None:
    with pytest.raises(LatentError, match="15 neighbours were asked for among 4 codes"):
        place([[0.0, 0.0]], CODES, MAP)
