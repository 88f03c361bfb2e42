from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.manifold import trustworthiness as sklearn_trustworthiness

from handsonn.errors import LatentError, Stopped
from handsonn.latent import trust
from handsonn.latent.neighbours import nearest
from handsonn.latent.trust import continuity, kept_neighbours, trustworthiness

LINE = np.arange(8.0)[:, None]
FAR_END = np.array(
    [[0.0], [1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [0.4]]
)  # the last point lands by the first


def blob(seed: int, samples: int = 200, numbers: int = 6) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(samples, numbers)).astype(np.float32)


@pytest.mark.parametrize("room", [1 << 22, 1_000])
def test_with_every_sample_as_anchor_it_is_what_scikit_learn_gives(
    room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trust, "ROOM", room)
    codes, positions = blob(0), blob(1)[:, :2]
    judged = trustworthiness(codes, positions, k=12, anchors=None)
    assert judged.whole == pytest.approx(sklearn_trustworthiness(codes, positions, n_neighbors=12), abs=1e-9)


def test_continuity_is_trustworthiness_in_the_mirror() -> None:
    codes, positions = blob(2), blob(2)[:, :2]
    mirrored = sklearn_trustworthiness(positions, codes, n_neighbors=7)
    assert continuity(codes, positions, k=7, anchors=None).whole == pytest.approx(mirrored, abs=1e-9)


def test_the_anchors_are_ranked_against_all_samples_not_among_themselves() -> None:
    codes, positions = blob(3, 2_000), blob(3, 2_000)[:, :2]
    everyone = trustworthiness(codes, positions, anchors=None)
    few = trustworthiness(codes, positions, anchors=300, seed=5)
    assert len(few.anchors) == 300
    assert np.array_equal(few.per_point, everyone.per_point[few.anchors])
    assert few.whole == pytest.approx(everyone.whole, abs=0.01)


def test_the_spread_tells_how_far_the_anchors_lead_away_from_all() -> None:
    codes, positions = blob(8, 1_000), blob(8, 1_000)[:, :2]
    everyone = trustworthiness(codes, positions, anchors=None)
    draws = [trustworthiness(codes, positions, anchors=100, seed=seed) for seed in range(40)]
    outside = [abs(draw.whole - everyone.whole) > draw.spread for draw in draws]
    assert everyone.spread == 0
    assert sum(outside) <= 6  # of 40, 2 are expected
    assert draws[0].spread == pytest.approx(1.96 * draws[0].per_point.std() * np.sqrt(0.9) / 10)


def test_another_seed_draws_other_anchors() -> None:
    codes = blob(4)
    draws = [trustworthiness(codes, codes, anchors=20, seed=seed).anchors.tolist() for seed in (0, 0, 1)]
    assert draws[0] == draws[1] != draws[2]


def test_a_torn_point_is_charged_for_by_hand() -> None:
    # k = 1: point 0 is shown beside point 7, its 7th and last neighbour (six ranks beyond the first), and
    # point 7 beside point 0, its 7th too; 1 stays nearest to 2 or 0, all true. The worst is 8 * 6 ranks.
    judged = trustworthiness(LINE, FAR_END, k=1, anchors=None)
    assert judged.per_point[[0, 7]].tolist() == [0.0, 0.0]
    assert (judged.per_point[2:7] == 1.0).all()


def test_neighbours_that_are_known_already_change_nothing() -> None:
    codes, positions = blob(6), blob(6)[:, :2]
    true, shown = nearest(codes, 20), nearest(positions, 20)
    trusted, known = trustworthiness(codes, positions), trustworthiness(codes, positions, shown=shown)
    assert np.array_equal(trusted.per_point, known.per_point)
    torn, known = continuity(codes, positions), continuity(codes, positions, neighbours=true)
    assert np.array_equal(torn.per_point, known.per_point)
    assert np.array_equal(
        kept_neighbours(codes, positions), kept_neighbours(codes, positions, 15, true, shown)
    )


@pytest.mark.parametrize("measure", [trustworthiness, continuity])
def test_a_measure_tells_its_share_and_ends_when_told_to(
    measure: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trust, "ROOM", 50 * 200)
    heard: list[float] = []
    measure(blob(7), blob(7)[:, :2], told=heard.append)
    assert heard == [0.25, 0.5, 0.75, 1.0]

    def stop(share: float) -> None:
        heard.append(share)
        raise Stopped("stopped.")

    with pytest.raises(Stopped):
        measure(blob(7), blob(7)[:, :2], told=stop)
    assert heard[4:] == [0.25]


def test_the_map_that_is_the_codes_keeps_everything() -> None:
    codes = blob(5)
    assert trustworthiness(codes, codes, anchors=None).whole == 1.0
    assert continuity(codes, codes, anchors=None).whole == 1.0
    assert (kept_neighbours(codes, codes) == 1.0).all()


def test_a_shuffled_map_keeps_about_what_chance_keeps() -> None:
    codes = blob(6, 600)
    shuffled = np.random.default_rng(0).permutation(codes)
    assert kept_neighbours(codes, shuffled, k=15).mean() == pytest.approx(15 / 599, abs=0.01)
    assert trustworthiness(codes, shuffled).whole == pytest.approx(0.5, abs=0.05)


def test_kept_neighbours_are_counted_by_hand() -> None:
    # The two nearest of each on a line; on the map the last point stands beside the first two.
    kept = kept_neighbours(LINE, FAR_END, k=2)
    assert kept[7] == 0.0  # shown beside 0 and 1, truly beside 6 and 5
    assert kept[0] == 0.5  # truly 1 and 2; shown 7 and 1
    assert kept[3] == 1.0


def test_known_neighbours_are_used_and_give_the_same() -> None:
    codes, positions = blob(7), blob(8)[:, :2]
    known = nearest(codes, 40)
    assert np.array_equal(kept_neighbours(codes, positions, 9, known), kept_neighbours(codes, positions, 9))


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1_000), k=st.integers(1, 12), scale=st.floats(0.01, 100))
def test_the_measures_stay_between_zero_and_one_and_ignore_scale_and_order(
    seed: int, k: int, scale: float
) -> None:
    codes, positions = blob(seed, 30).astype(np.float64), blob(seed + 1, 30)[:, :2].astype(np.float64)
    order = np.random.default_rng(seed).permutation(30)
    for measure in (trustworthiness, continuity):
        whole = measure(codes, positions, k, anchors=None).whole
        assert 0.0 <= whole <= 1.0
        assert measure(codes[order], scale * positions[order], k, anchors=None).whole == pytest.approx(whole)
    kept = kept_neighbours(codes, positions, k)
    assert ((kept >= 0) & (kept <= 1)).all()
    assert np.allclose(kept * k, np.round(kept * k))


def test_positions_of_other_codes_are_refused() -> None:
    with pytest.raises(LatentError, match="200 codes but 199 positions"):
        trustworthiness(blob(0), blob(0)[1:])


def test_too_many_neighbours_are_refused_with_the_most_that_fit() -> None:
    with pytest.raises(LatentError, match="20 codes are too few for 20 neighbours each"):
        kept_neighbours(blob(0, 20), blob(0, 20), k=20)
    with pytest.raises(LatentError, match=r"10 neighbours are half of 20 samples .* give 9 or fewer"):
        trustworthiness(blob(0, 20), blob(0, 20), k=10)
    with pytest.raises(LatentError, match="0 neighbours were asked for"):
        trustworthiness(blob(0, 20), blob(0, 20), k=0)


def test_no_anchors_are_refused() -> None:
    with pytest.raises(LatentError, match="0 anchors were asked for"):
        continuity(blob(0), blob(0), anchors=0)
