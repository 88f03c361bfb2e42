from dataclasses import dataclass, field

import numpy as np
import pytest
from sklearn.datasets import load_digits

from handsonn.errors import LatentError, Stopped, UsageError
from handsonn.latent.maps import tsne, tsne_opentsne
from handsonn.latent.maps.make_map import make_map
from handsonn.latent.maps.method import Task
from handsonn.latent.neighbours import SharedNeighbours
from handsonn.latent.trust import kept_neighbours
from handsonn.records import LatentMap

DIGITS = load_digits().data.astype(np.float32)[:600]
QUICK = {"perplexity": 15.0, "iterations": 180}
needs_opentsne = pytest.mark.skipif(not tsne_opentsne.is_available(), reason="no wheel for this machine")


@dataclass
class Listener:
    stop_at: float = 2.0
    shares: list[float] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)

    def progress(self, share: float, sentence: str) -> None:
        self.shares.append(share)
        self.sentences.append(sentence)

    def should_stop(self) -> bool:
        return bool(self.shares) and self.shares[-1] >= self.stop_at


@pytest.fixture(scope="module", params=["2-D by openTSNE", "2-D of our own", "3-D"])
def made(request: pytest.FixtureRequest) -> LatentMap:
    dimensions = 3 if request.param == "3-D" else 2
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "2-D by openTSNE" and not tsne_opentsne.is_available():
            pytest.skip("no wheel for this machine")
        if request.param == "2-D of our own":
            patch.setattr(tsne_opentsne, "is_available", lambda: False)
        return make_map(DIGITS, "tsne", dimensions=dimensions, seed=3, **QUICK)


def test_it_keeps_far_more_neighbours_than_pca_and_a_shuffled_map(made: LatentMap) -> None:
    kept = kept_neighbours(DIGITS, made.positions).mean()
    flat = kept_neighbours(DIGITS, make_map(DIGITS, "pca", dimensions=made.dimensions).positions).mean()
    shuffled = kept_neighbours(DIGITS, np.random.default_rng(0).permutation(made.positions)).mean()
    assert kept > 0.5
    assert kept > flat + 0.15
    assert shuffled < 0.1


def test_its_divergence_is_the_one_of_the_definition(made: LatentMap) -> None:
    joint = tsne.joint_probabilities(SharedNeighbours(DIGITS)(45), 15.0).tocoo()
    there = made.positions.astype(np.float64)
    closeness = 1 / (1 + ((there[:, None] - there[None]) ** 2).sum(axis=2))
    np.fill_diagonal(closeness, 0)
    seen = closeness[joint.row, joint.col] / closeness.sum()
    expected = (joint.data * np.log(joint.data / seen)).sum()
    # Barnes-Hut estimates its normalisation, we sample ours.
    assert made.facts["kl_divergence"] == pytest.approx(expected, abs=0.03)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_the_same_seed_gives_the_same_map_and_another_seed_another(dimensions: int) -> None:
    few, options = DIGITS[:120], {"dimensions": dimensions, "perplexity": 8.0, "iterations": 60}
    first, again, other = (make_map(few, "tsne", seed=seed, **options).positions for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_it_tells_how_far_it_is_and_stops_when_told(dimensions: int) -> None:
    options = {"dimensions": dimensions, "perplexity": 8.0, "iterations": 90}
    patient = Listener()
    make_map(DIGITS[:120], "tsne", watch=patient, **options)
    assert patient.shares == sorted(patient.shares)
    assert patient.shares[-1] == 1.0
    assert sum("Moving the points" in sentence for sentence in patient.sentences) >= 15
    # In the middle of the descent, and in its second phase as well.
    for stop_at in (0.4, 0.8):
        hasty = Listener(stop_at)
        with pytest.raises(Stopped, match="stopped before it was done"):
            make_map(DIGITS[:120], "tsne", watch=hasty, **options)
        assert stop_at <= hasty.shares[-1] < stop_at + 0.1


def test_a_perplexity_that_needs_more_samples_is_refused_with_the_largest_that_fits() -> None:
    with pytest.raises(LatentError, match=r"perplexity of 30 .* there are 50 codes; .* at most 16\.3"):
        make_map(DIGITS[:50], "tsne")
    with pytest.raises(UsageError, match="perplexity of t-SNE is 1; give a number from 2 to 500"):
        make_map(DIGITS, "tsne", perplexity=1)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_duplicates_and_a_single_feature_are_mapped(dimensions: int) -> None:
    doubled = np.repeat(DIGITS[:40], 3, axis=0)
    line = np.arange(60.0)[:, None]
    for codes in (doubled, line):
        made = make_map(codes, "tsne", dimensions=dimensions, perplexity=5, iterations=60)
        assert np.isfinite(made.positions).all()
        assert made.positions.std(axis=0).min() > 0


def test_the_start_is_pca_small_and_apart() -> None:
    shared = SharedNeighbours(DIGITS)
    start = tsne.starting_positions(Task(DIGITS, 3, 0, {}, shared))
    flat = make_map(DIGITS, "pca", dimensions=3).positions
    assert start[:, 0].std() == pytest.approx(1e-4, rel=0.01)
    for axis in range(3):
        assert np.corrcoef(start[:, axis], flat[:, axis])[0, 1] > 0.99
    line = tsne.starting_positions(Task(np.arange(9.0, dtype=np.float32)[:, None], 2, 0, {}, shared))
    assert line[:, 1].std() > 0


@needs_opentsne
@pytest.mark.parametrize(("threshold", "expected"), [(121, "bh"), (120, "fft")])
def test_barnes_hut_serves_few_points_and_interpolation_many(
    threshold: int, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import openTSNE as library  # noqa: N813 - a module is written small here

    asked = []
    original = library.TSNE

    def noticing(**options: object) -> object:
        asked.append(options["negative_gradient_method"])
        return original(**options)

    monkeypatch.setattr(library, "TSNE", noticing)
    monkeypatch.setattr(tsne_opentsne, "INTERPOLATE_FROM", threshold)
    make_map(DIGITS[:120], "tsne", perplexity=8, iterations=50)
    assert asked == [expected]


@pytest.mark.parametrize(("policy", "threads"), [(None, 1), ("ACTIVE", 1), ("PASSIVE", -1), ("passive", -1)])
def test_many_threads_are_used_only_where_they_sleep_while_they_wait(
    policy: str | None, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    if policy is not None:
        monkeypatch.setenv("OMP_WAIT_POLICY", policy)
    assert tsne_opentsne.threads_to_use() == threads
