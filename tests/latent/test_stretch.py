import numpy as np
import pytest

from handsonn.errors import LatentError
from handsonn.latent.neighbours import nearest
from handsonn.latent.stretch import stretch


def plane(samples: int = 300) -> np.ndarray:
    return np.random.default_rng(0).uniform(-1, 1, (samples, 2)).astype(np.float32)


def test_a_map_that_shows_the_true_neighbours_stretches_nothing() -> None:
    codes = plane()
    assert (stretch(codes, 7 * codes + 3) == 1.0).all()


def test_a_torn_point_is_stretched_and_the_others_hardly() -> None:
    codes = plane()
    torn = codes.copy()
    torn[17] = -codes[17]
    codes[17] = (0.9, 0.9)
    torn[17] = (-0.9, -0.9)
    told = stretch(codes, torn)
    assert told[17] > 5
    assert told.argmax() == 17
    assert np.median(np.delete(told, 17)) == 1.0


def test_the_stretch_is_the_ratio_of_mean_distances_by_hand() -> None:
    codes = np.array([[0.0], [1.0], [2.0], [10.0]])
    swapped = np.array([[0.0], [9.0], [11.0], [1.0]])
    # With k = 1: 0 is shown beside 3, ten away instead of one; 1 and 2 see each other, as they are.
    assert stretch(codes, swapped, k=1).tolist() == [10.0, 1.0, 1.0, 1.25]


def test_duplicates_shown_together_are_not_stretched_and_shown_apart_infinitely() -> None:
    codes = np.repeat(np.array([[0.0], [5.0]]), 4, axis=0)
    assert (stretch(codes, codes, k=3) == 1.0).all()
    apart = np.array([[0.0], [1.0], [2.0], [3.0], [0.1], [1.1], [2.1], [3.1]])
    assert np.isinf(stretch(codes, apart, k=1)).all()


def test_known_neighbours_give_the_same() -> None:
    codes = np.random.default_rng(1).normal(size=(100, 5)).astype(np.float32)
    assert np.array_equal(
        stretch(codes, codes[:, :2], 8, nearest(codes, 30)), stretch(codes, codes[:, :2], 8)
    )


def test_a_projection_stretches_more_than_the_codes_themselves() -> None:
    codes = np.random.default_rng(2).normal(size=(300, 6)).astype(np.float32)
    told = stretch(codes, codes[:, :2])
    assert (told >= 1.0).all()
    assert told.mean() > 1.2


def test_positions_of_other_codes_are_refused() -> None:
    with pytest.raises(LatentError, match="300 codes but 10 positions"):
        stretch(plane(), plane(10))
