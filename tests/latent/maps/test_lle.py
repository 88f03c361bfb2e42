from typing import Any

import numpy as np
import pytest
from scipy.spatial import procrustes
from sklearn.datasets import make_swiss_roll
from sklearn.manifold import LocallyLinearEmbedding

from handsonn.errors import LatentError
from handsonn.latent.maps import lle_pieces
from handsonn.latent.maps.lle_pieces import distinct_codes, one_piece
from handsonn.latent.maps.make_map import make_map
from handsonn.latent.neighbours import nearest

RNG = np.random.default_rng(0)
BLOB = RNG.normal(size=(300, 3)).astype(np.float32)


def curved(samples: int) -> Any:
    """A sheet of two numbers, bent and with a little noise, in twelve: like the codes of an autoencoder."""
    rng = np.random.default_rng(1)
    sheet = rng.normal(size=(samples, 2))
    bent = np.tanh(sheet @ rng.normal(size=(2, 12)) + rng.normal(size=12))
    return (bent + 0.02 * rng.normal(size=bent.shape)).astype(np.float32)


@pytest.mark.parametrize(("samples", "reg"), [(2_000, 1e-2), (5_000, 1e-2), (2_000, 1e-3)])
def test_it_is_scikit_learns_up_to_rotation_and_scale(samples: int, reg: float) -> None:
    codes = curved(samples)
    oracle = LocallyLinearEmbedding(
        n_neighbors=12, n_components=3, reg=reg, eigen_solver="arpack", random_state=0
    ).fit_transform(codes.astype(np.float64))
    made = make_map(codes, "lle", dimensions=3, reg=reg)
    assert np.allclose(made.positions.var(axis=0), 1, rtol=1e-4)
    for dimensions in (2, 3):
        assert procrustes(oracle[:, :dimensions], made.positions[:, :dimensions])[2] < 1e-6


def test_a_rolled_sheet_is_unrolled() -> None:
    roll, along = make_swiss_roll(1_500, random_state=0)
    made = make_map(roll, "lle")
    flat = make_map(roll, "pca")

    def ranks(numbers: Any) -> Any:
        return np.argsort(np.argsort(numbers))

    def agreement(positions: Any) -> float:
        return max(abs(np.corrcoef(ranks(axis), ranks(along))[0, 1]) for axis in positions.T)

    assert agreement(made.positions) > 0.95
    assert agreement(flat.positions) < 0.6


def test_facts_tell_eigenvalues_in_order() -> None:
    made = make_map(BLOB, "lle")
    values = [made.facts[f"eigenvalue_{number}"] for number in range(1, 7)]
    assert values == sorted(values)
    assert values[0] > 0


def test_kurtosis_tells_that_a_few_samples_own_an_axis() -> None:
    twelve_apart = BLOB[0] + 20 + 1e-1 * RNG.normal(size=(12, 3)).astype(np.float32)
    made = make_map(np.vstack([BLOB, twelve_apart]), "lle")
    assert made.facts["kurtosis_1"] == pytest.approx((made.positions[:, 0] ** 4).mean(), rel=1e-4)
    assert made.facts["kurtosis_1"] > 20
    assert np.abs(made.positions[300:, 0]).min() > 3 > np.abs(made.positions[:300, 0]).max()
    assert make_map(BLOB, "lle").facts["kurtosis_1"] < 6


def test_duplicates_lie_on_one_place_and_change_nothing_else() -> None:
    doubled = np.vstack([BLOB, BLOB[:40], BLOB[:5]])
    made = make_map(doubled, "lle")
    alone = make_map(BLOB, "lle")
    assert made.facts["duplicates"] == 45
    assert np.array_equal(made.positions[300:340], made.positions[:40])
    assert np.array_equal(made.positions[340:], made.positions[:5])
    assert procrustes(alone.positions, made.positions[:300])[2] < 1e-9


def test_distinct_codes_keep_their_order() -> None:
    codes = np.array([[3.0], [1.0], [3.0], [2.0], [1.0]])
    rows, place = distinct_codes(codes)
    assert rows.tolist() == [0, 1, 3]
    assert codes[rows][place].tolist() == codes.tolist()


def test_too_few_codes_that_differ_are_a_sentence() -> None:
    with pytest.raises(LatentError, match="only 8 of the 80 codes differ, too few for k = 12; take k = 7"):
        make_map(np.repeat(BLOB[:8], 10, axis=0), "lle")
    with pytest.raises(LatentError, match="12 codes are too few for 12 neighbours each"):
        make_map(BLOB[:12], "lle")
    assert np.isfinite(make_map(BLOB[:13], "lle", dimensions=3).positions).all()


def test_three_codes_that_differ_have_no_third_axis() -> None:
    made = make_map(np.repeat(BLOB[:3], 3, axis=0), "lle", dimensions=3, k=2)
    assert (made.positions[:, 2] == 0).all()
    assert (made.positions[:, :2] != 0).any(axis=1).all()


def test_two_pieces_of_the_same_size_are_a_sentence() -> None:
    apart = np.vstack([BLOB, BLOB + 100])
    with pytest.raises(
        LatentError, match=r"600 codes fall into 2 or more pieces .* take a k above 12, or map one piece"
    ):
        make_map(apart, "lle")


def test_a_small_piece_is_put_beside_its_nearest_neighbours() -> None:
    crowd = BLOB[0] + 20 + 1e-3 * RNG.normal(size=(14, 3)).astype(np.float32)
    made = make_map(np.vstack([crowd, BLOB]), "lle", dimensions=3)
    assert (made.facts["pieces"], made.facts["placed"]) == (2, 14)
    nearby = nearest(BLOB, lle_pieces.BESIDE, queries=crowd).indices
    expected = np.median(made.positions[14:][nearby], axis=1)
    assert np.allclose(made.positions[:14], expected, atol=1e-5)
    alone = make_map(BLOB, "lle", dimensions=3)
    assert procrustes(alone.positions, made.positions[14:])[2] < 1e-9
    assert alone.facts["pieces"] == 1


def test_a_sample_that_nobody_has_as_neighbour_still_hangs_on() -> None:
    lonely = np.vstack([BLOB, [[9.0, 9.0, 9.0]]]).astype(np.float32)
    piece = one_piece(lonely, nearest(lonely, 12), lambda share: None)  # noqa: ARG005
    assert (len(piece.rows), piece.pieces) == (301, 1)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_codes_of_one_number_are_mapped_in_their_order(dimensions: int) -> None:
    line = np.sort(RNG.uniform(size=(200, 1)), axis=0)
    made = make_map(line, "lle", dimensions=dimensions)
    steps = np.diff(made.positions[:, 0])
    assert (steps > 0).all() or (steps < 0).all()


def test_a_constant_number_changes_nothing() -> None:
    wider = np.hstack([BLOB, np.full((300, 1), 7.0, np.float32)])
    assert np.allclose(make_map(wider, "lle").positions, make_map(BLOB, "lle").positions, atol=1e-5)


def test_the_map_is_the_same_at_any_scale() -> None:
    assert procrustes(make_map(BLOB, "lle").positions, make_map(BLOB * 1e-6, "lle").positions)[2] < 1e-5
    assert procrustes(make_map(BLOB, "lle").positions, make_map(BLOB * 1e9, "lle").positions)[2] < 1e-5
