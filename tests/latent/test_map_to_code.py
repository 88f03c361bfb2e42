import numpy as np
import pytest

from handsonn.errors import LatentError
from handsonn.latent.map_to_code import map_to_code
from handsonn.latent.neighbours import Finder

MAP = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 50.0]], np.float32)
CODES = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], np.float32)


def test_a_point_between_two_dots_blends_their_codes_by_inverse_distance() -> None:
    blend = map_to_code((1.0, 0.0), MAP, CODES, k=2)
    assert blend.indices.tolist() == [0, 1]
    assert blend.weights.tolist() == [0.75, 0.25]
    assert blend.code.tolist() == [0.75, 0.25, 0.0]


def test_a_point_on_a_dot_is_that_sample() -> None:
    blend = map_to_code(MAP[2], MAP, CODES, k=3)
    assert blend.indices[0] == 2
    assert blend.weights.tolist() == [1.0, 0.0, 0.0]
    assert np.array_equal(blend.code, CODES[2])


def test_the_weights_sum_to_one_and_fall_with_distance() -> None:
    generator = np.random.default_rng(0)
    positions, codes = generator.normal(size=(60, 3)), generator.normal(size=(60, 8))
    blend = map_to_code((0.1, 0.2, 0.3), positions, codes)
    assert len(blend.indices) == 10
    assert blend.weights.sum() == pytest.approx(1.0)
    assert (np.diff(blend.weights) <= 0).all()
    assert np.allclose(blend.code, blend.weights @ codes[blend.indices], atol=1e-6)


def test_a_search_that_is_kept_gives_what_a_new_one_gives() -> None:
    kept = map_to_code((1.0, 0.0), MAP, CODES, k=2, find=Finder(MAP))
    assert np.array_equal(kept.code, map_to_code((1.0, 0.0), MAP, CODES, k=2).code)


@pytest.mark.parametrize("point", [(1.0, 2.0, 3.0), (np.inf, 0.0), 1.0])
def test_a_point_of_another_map_is_refused(point: object) -> None:
    with pytest.raises(LatentError, match="a point of this map is 2 finite numbers"):
        map_to_code(point, MAP, CODES, k=2)


def test_a_map_of_fewer_points_than_are_blended_is_refused() -> None:
    with pytest.raises(LatentError, match="10 neighbours were asked for among 3 codes"):
        map_to_code((0.0, 0.0), MAP, CODES)
