import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA

from handsonn.errors import LatentError
from handsonn.latent.interpolation import straight
from handsonn.latent.maps.make_map import make_map
from handsonn.latent.paths import breaks, hops
from handsonn.latent.placing import place_exactly
from handsonn.latent.projection import projection

CODES = (load_digits().data[:300] + 100).astype(np.float32)
POSITIONS = make_map(CODES, "pca", dimensions=3).positions


def test_new_codes_are_placed_as_scikit_learn_projects_them() -> None:
    new = load_digits().data[300:350] + 100
    theirs = PCA(3).fit(CODES)
    signs = np.sign((theirs.transform(CODES) * POSITIONS).sum(axis=0))
    assert projection(CODES, POSITIONS).place(new) == pytest.approx(theirs.transform(new) * signs, abs=1e-2)


def test_the_dots_themselves_are_found_again() -> None:
    assert projection(CODES, POSITIONS).place(CODES) == pytest.approx(POSITIONS, abs=1e-2)


def test_a_straight_walk_is_a_straight_line_of_equal_steps_which_neighbours_would_tear() -> None:
    walk = straight(CODES[3], CODES[5], 9)
    lengths = hops(projection(CODES, POSITIONS).place(walk))
    assert lengths == pytest.approx(np.full(8, lengths.mean()), rel=1e-3)
    among_neighbours = place_exactly(walk, CODES, POSITIONS)
    assert hops(among_neighbours).max() > 2 * hops(among_neighbours).min()
    assert not breaks(projection(CODES, POSITIONS).place(walk)).any()


def test_a_code_of_two_numbers_is_known_from_its_place() -> None:
    codes = np.random.default_rng(0).normal(3, 2, (50, 2)).astype(np.float32)
    found = projection(codes, make_map(codes, "pca").positions)
    asked = np.array([[5.0, -4.0], [0.0, 9.0]])
    assert found.keeps_all
    assert found.code(found.place(asked)) == pytest.approx(asked, abs=1e-5)
    assert not projection(CODES, POSITIONS).keeps_all


def test_an_axis_along_which_nothing_varies_stays_empty() -> None:
    codes = np.arange(20, dtype=np.float32)[:, None]
    found = projection(codes, make_map(codes, "pca").positions)
    assert found.place([[25.0]]) == pytest.approx(np.array([[15.5, 0.0]]))
    assert not found.keeps_all
    assert found.code([[15.5, 7.0]]) == pytest.approx(np.array([[25.0]]))


def test_positions_of_other_codes_are_refused() -> None:
    with pytest.raises(LatentError, match="positions"):
        projection(CODES, POSITIONS[:10])
