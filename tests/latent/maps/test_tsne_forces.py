import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handsonn.latent.maps import tsne_forces
from handsonn.latent.maps.tsne_affinities import joint_probabilities
from handsonn.latent.maps.tsne_forces import JoinedPairs, OtherPairs
from handsonn.latent.neighbours import nearest


def scene(seed: int, samples: int = 60, dimensions: int = 3) -> tuple[object, np.ndarray]:
    """Probabilities of some codes, and positions that have nothing to do with them."""
    generator = np.random.default_rng(seed)
    codes = generator.normal(size=(samples, 5)).astype(np.float32)
    positions = generator.normal(0, 3, (samples, dimensions)).astype(np.float32)
    return joint_probabilities(nearest(codes, 12), 4.0), positions


def by_definition(
    joint: object, positions: np.ndarray, exaggeration: float
) -> tuple[np.ndarray, float, float]:
    """Gradient, Z and divergence over all pairs, in float64, as the papers write them."""
    probabilities, there = joint.toarray(), positions.astype(np.float64)
    differences = there[:, None] - there[None]
    closeness = 1 / (1 + (differences**2).sum(axis=2))
    np.fill_diagonal(closeness, 0)
    normalisation = closeness.sum()
    forces = (exaggeration * probabilities - closeness / normalisation) * closeness
    joined = probabilities > 0
    ratios = np.log(probabilities[joined] / (closeness / normalisation)[joined])
    return (
        (forces[:, :, None] * differences).sum(axis=1),
        normalisation,
        (probabilities[joined] * ratios).sum(),
    )


@settings(max_examples=10, deadline=None)
@given(
    seed=st.integers(0, 1_000), dimensions=st.sampled_from([2, 3]), size=st.sampled_from([1, 7, 20, 60, 100])
)
def test_one_round_of_all_groups_is_the_exact_gradient(seed: int, dimensions: int, size: int) -> None:
    joint, positions = scene(seed, dimensions=dimensions)
    joined = JoinedPairs(joint)
    others = OtherPairs(joined, len(positions), size, np.random.default_rng(seed))
    near = joined.measure(positions)
    rounds = [others.push(positions) for _ in range(others.groups)]
    repulsion = np.mean([force for force, _ in rounds], axis=0)
    normalisation = near + np.mean([rest for _, rest in rounds])
    gradient = joined.gradient(positions, 12.0, normalisation) - repulsion / normalisation
    exact, exact_normalisation, divergence = by_definition(joint, positions, 12.0)
    assert normalisation == pytest.approx(exact_normalisation, rel=1e-5)
    assert np.allclose(gradient, exact, atol=1e-5 * np.abs(exact).max())
    assert joined.divergence(normalisation) == pytest.approx(divergence, rel=1e-4)


def test_the_size_of_the_blocks_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    joint, positions = scene(1)
    joined = JoinedPairs(joint)
    whole = OtherPairs(joined, 60, 20, np.random.default_rng(0)).push(positions)
    monkeypatch.setattr(tsne_forces, "PRODUCT", 1)
    parts = OtherPairs(joined, 60, 20, np.random.default_rng(0)).push(positions)
    assert np.allclose(whole[0], parts[0], atol=1e-5)
    assert whole[1] == pytest.approx(parts[1], rel=1e-6)


def test_two_points_alone_push_each_other_apart_by_hand() -> None:
    # Three points, no probability between them: q = 1/2 at distance 1, 1/5 at 2 and at the far one 1/10.
    from scipy import sparse

    positions = np.array([[0.0, 0, 0], [1, 0, 0], [3, 0, 0]], np.float32)
    joined = JoinedPairs(sparse.csr_matrix((3, 3)))
    force, closeness = OtherPairs(joined, 3, 3, np.random.default_rng(0)).push(positions)
    assert joined.measure(positions) == 0.0
    assert closeness == pytest.approx(2 * (1 / 2 + 1 / 5 + 1 / 10))
    assert force[:, 0] == pytest.approx([-(1 / 4) - 3 / 100, 1 / 4 - 2 / 25, 3 / 100 + 2 / 25])
    assert np.allclose(force[:, 1:], 0)


def test_the_rest_of_the_normalisation_is_exact_from_all_groups_and_near_from_few() -> None:
    joint, positions = scene(2, samples=400)
    joined = JoinedPairs(joint)
    exact = by_definition(joint, positions, 1.0)[1] - joined.measure(positions)
    all_groups = OtherPairs(joined, 400, 20, np.random.default_rng(0))
    assert all_groups.rest_of_normalisation(positions, 20) == pytest.approx(exact, rel=1e-5)
    few = OtherPairs(joined, 400, 20, np.random.default_rng(0))
    assert few.rest_of_normalisation(positions, 3) == pytest.approx(exact, rel=0.2)
