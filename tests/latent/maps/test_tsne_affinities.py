import numpy as np
import pytest
from sklearn.datasets import load_digits

from handsonn.errors import LatentError
from handsonn.latent.maps import tsne_affinities
from handsonn.latent.maps.tsne_affinities import joint_probabilities, neighbours_needed
from handsonn.latent.neighbours import Neighbours, nearest

DIGITS = load_digits().data.astype(np.float32)


def test_a_perplexity_takes_three_times_as_many_neighbours() -> None:
    assert neighbours_needed(30.0, 1_000) == 90
    assert neighbours_needed(30.0, 91) == 90


def test_too_large_a_perplexity_is_refused_with_the_largest_that_fits() -> None:
    with pytest.raises(
        LatentError, match=r"takes 90 .* there are 90 codes; give a perplexity of at most 29\.6"
    ):
        neighbours_needed(30.0, 90)
    assert neighbours_needed(29.6, 90) <= 89


def test_fewer_samples_than_any_perplexity_needs_are_refused() -> None:
    with pytest.raises(LatentError, match="there are 6 codes; t-SNE needs 7 or more"):
        neighbours_needed(2.0, 6)
    assert neighbours_needed(2.0, 7) == 6


@pytest.mark.parametrize("block", [100, 10_000])
def test_the_probabilities_are_those_of_opentsne(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    affinity = pytest.importorskip("openTSNE.affinity")
    from openTSNE.nearest_neighbors import PrecomputedNeighbors

    monkeypatch.setattr(tsne_affinities, "BLOCK", block)
    near = nearest(DIGITS[:500], 45)
    oracle = affinity.PerplexityBasedNN(
        perplexity=15, knn_index=PrecomputedNeighbors(near.indices, near.distances)
    )
    ours = joint_probabilities(near, 15.0)
    assert abs(ours - oracle.P).max() < 1e-4 * ours.max()


def test_they_are_symmetric_and_sum_to_one() -> None:
    joint = joint_probabilities(nearest(DIGITS[:300], 30), 10.0)
    assert joint.sum() == pytest.approx(1.0)
    assert abs(joint - joint.T).max() == 0
    assert (joint.diagonal() == 0).all()


def test_duplicates_share_their_rows_evenly() -> None:
    # Each code has three duplicates of itself, more than the perplexity: no width can tell them apart.
    codes = np.repeat(np.array([[0.0], [5.0], [9.0]], np.float32), 4, axis=0)
    joint = joint_probabilities(nearest(codes, 6), 2.0)
    assert np.isfinite(joint.data).all()
    same = joint.toarray()[:4, :4]
    assert same[~np.eye(4, dtype=bool)] == pytest.approx(1 / (12 * 3), rel=1e-6)
    all_same = Neighbours(np.array([[1, 2], [0, 2], [0, 1]]), np.zeros((3, 2), np.float32))
    assert joint_probabilities(all_same, 1.5).data == pytest.approx(1 / 6)
