"""What every map keeps: seeded, told, stoppable, kept on disk, finite, better than a shuffled one."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_digits

from handsonn.errors import HandsonnError, Stopped
from handsonn.latent.maps import lle_axes
from handsonn.latent.maps import make_map as module
from handsonn.latent.maps.make_map import make_map
from handsonn.latent.maps.method import Layout, Task
from handsonn.latent.maps.registry import NAMES, method_named, methods
from handsonn.latent.neighbours import nearest
from handsonn.records import LatentMap

DIGITS = (load_digits().data[:300] / 16).astype(np.float32)
FEW = DIGITS[:95]
EACH = [(name, dimensions) for name in NAMES for dimensions in (2, 3)]
ITERATIVE = [pair for pair in EACH if pair[0] != "pca"]
RNG = np.random.default_rng(0)


@pytest.fixture(autouse=True)
def few_samples_take_the_road_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lle_axes, "DENSE", 50)


class Listener:
    def __init__(self, stop: Callable[[list[float]], bool] = lambda shares: False) -> None:  # noqa: ARG005
        self.shares: list[float] = []
        self.sentences: list[str] = []
        self._stop = stop

    def progress(self, share: float, sentence: str) -> None:
        self.shares.append(share)
        self.sentences.append(sentence)

    def should_stop(self) -> bool:
        return self._stop(self.shares)


@cache
def made(name: str, dimensions: int) -> tuple[LatentMap, Listener]:
    listener = Listener()
    return make_map(DIGITS, name, dimensions=dimensions, watch=listener), listener


@cache
def true_neighbours() -> Any:
    return nearest(DIGITS, 15).indices


def kept_neighbours(positions: Any) -> float:
    found = nearest(positions, 15).indices
    return float(
        np.mean([np.isin(true, near).mean() for true, near in zip(true_neighbours(), found, strict=True)])
    )


@pytest.mark.parametrize(("name", "dimensions"), EACH)
def test_positions_are_finite_float32_around_zero(name: str, dimensions: int) -> None:
    result, _ = made(name, dimensions)
    assert (result.method, result.dimensions, result.seed) == (name, dimensions, 0)
    assert result.positions.shape == (300, dimensions)
    assert result.positions.dtype == np.float32
    assert np.isfinite(result.positions).all()
    spread = result.positions.std(axis=0)
    assert (spread > 0).all()
    assert (np.abs(result.positions.mean(axis=0)) < 1e-4 * spread).all()
    assert result.parameters == {item.name: item.default for item in method_named(name).parameters}
    assert all(np.isfinite(value) for value in result.facts.values())
    assert result.seconds > 0


@pytest.mark.parametrize(("name", "dimensions"), EACH)
def test_progress_rises_from_the_start_to_the_end_in_sentences(name: str, dimensions: int) -> None:
    _, listener = made(name, dimensions)
    assert listener.shares[0] < 0.5
    assert listener.shares[-1] == 1.0
    assert all(before <= after for before, after in pairwise(listener.shares))
    assert len(set(listener.shares)) > 2
    assert all(said[0].isupper() and not said.endswith(".") for said in listener.sentences)


@pytest.mark.parametrize(("name", "dimensions"), ITERATIVE)
def test_progress_goes_on_within_the_work(name: str, dimensions: int) -> None:
    _, listener = made(name, dimensions)
    within = sorted({share for share in listener.shares if 0.35 < share < 1})
    assert len(within) > 10
    assert max(after - before for before, after in pairwise(within)) < 0.3


@pytest.mark.parametrize(("name", "dimensions"), EACH)
def test_the_seed_alone_decides(name: str, dimensions: int) -> None:
    first, _ = made(name, dimensions)
    again = make_map(DIGITS.astype(np.float64), name, dimensions=dimensions, seed=0)
    other = make_map(DIGITS, name, dimensions=dimensions, seed=1)
    assert np.array_equal(first.positions, again.positions)
    assert np.array_equal(first.positions, other.positions) is not method_named(name).random


@pytest.mark.parametrize(("name", "dimensions"), EACH)
def test_it_keeps_more_neighbours_than_a_shuffled_layout(name: str, dimensions: int) -> None:
    positions = made(name, dimensions)[0].positions
    assert kept_neighbours(positions) > 4 * kept_neighbours(RNG.permutation(positions))


@pytest.mark.parametrize("dimensions", [2, 3])
@pytest.mark.parametrize("name", [name for name in ("tsne", "umap", "pacmap") if name in NAMES])
def test_the_neighbour_maps_keep_more_neighbours_than_pca(name: str, dimensions: int) -> None:
    pca = kept_neighbours(made("pca", dimensions)[0].positions)
    assert kept_neighbours(made(name, dimensions)[0].positions) > 1.2 * pca


@pytest.mark.parametrize("name", NAMES)
def test_a_stop_is_heard_before_the_work_and_within_it(name: str) -> None:
    at_once = Listener(lambda shares: True)  # noqa: ARG005
    with pytest.raises(Stopped, match="the map was stopped before it was done"):
        make_map(DIGITS, name, watch=at_once)
    assert at_once.shares == []
    soon = Listener(lambda shares: len(shares) == 1)
    with pytest.raises(Stopped):
        make_map(DIGITS, name, watch=soon)
    assert len(soon.shares) == 1


@pytest.mark.parametrize(("name", "dimensions"), ITERATIVE)
def test_a_stop_is_heard_in_the_middle_of_the_iteration(name: str, dimensions: int) -> None:
    later = Listener(lambda shares: bool(shares) and shares[-1] > 0.72)
    with pytest.raises(Stopped):
        make_map(DIGITS, name, dimensions=dimensions, watch=later)
    assert 0.72 < later.shares[-1] < 0.9


@pytest.mark.parametrize(("name", "dimensions"), EACH)
def test_a_kept_map_is_identical_and_costs_no_work(
    name: str, dimensions: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    method = method_named(name)
    calls = []

    def counted(task: Task) -> Layout:
        calls.append(task.dimensions)
        return method.make(task)

    monkeypatch.setattr(module, "method_named", lambda _name: replace(method, make=counted))
    first = make_map(FEW, name, dimensions=dimensions, cache=tmp_path)
    again = make_map(FEW, name, dimensions=dimensions, cache=tmp_path)
    assert len(calls) == 1
    assert np.array_equal(first.positions, again.positions)
    assert again.positions.dtype == np.float32
    assert (first.facts, first.seconds, first.parameters) == (again.facts, again.seconds, again.parameters)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "codes",
    [
        DIGITS[:4],
        np.ones((50, 4)),
        np.where(DIGITS[7, 20] == DIGITS, np.nan, DIGITS),
        DIGITS[:, 0],
        DIGITS.astype(np.float64) * 1e30,
    ],
    ids=["four samples", "all the same", "NaN", "one row of numbers", "too large"],
)
def test_codes_that_cannot_be_mapped_are_one_sentence(name: str, codes: Any) -> None:
    with pytest.raises(HandsonnError) as caught:
        make_map(codes, name)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(("learnt.", "finite.", "first.", "more.", "sample."))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("samples", [5, 16, 36])
def test_few_samples_are_mapped_or_refused_in_a_sentence(name: str, samples: int) -> None:
    refusal = ""
    try:
        result = make_map(DIGITS[:samples], name, dimensions=3)
        assert np.isfinite(result.positions).all()
    except HandsonnError as error:
        refusal = str(error)
    if refusal:
        assert str(samples) in refusal
        assert any(word in refusal for word in ("ask for", "take", "choose", "encode", "give"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("codes", "dimensions"),
    [
        (np.vstack([FEW, FEW[:20], np.repeat(FEW[:2], 20, axis=0)]), 2),
        (np.hstack([FEW, np.full((95, 2), 3.0, np.float32)]), 3),
        (np.linspace(0, 1, 95, dtype=np.float32)[:, None] ** 2, 2),
        (np.linspace(0, 1, 95, dtype=np.float32)[:, None] ** 2, 3),
        (FEW[:, 20:22] + RNG.uniform(size=(95, 2)).astype(np.float32), 3),
        (FEW * np.float32(1e-6), 2),
        (FEW + np.float32(1_000), 3),
        (np.asfortranarray(FEW * 16).astype(np.int8), 2),
    ],
    ids=["duplicates", "constant", "number, 2-D", "number, 3-D", "two", "tiny", "far away", "integers"],
)
def test_unusual_codes_are_mapped(name: str, dimensions: int, codes: Any) -> None:
    before = codes.copy()
    result = make_map(codes, name, dimensions=dimensions)
    assert result.positions.shape == (len(codes), dimensions)
    assert np.isfinite(result.positions).all()
    assert result.positions.std() > 0
    assert np.array_equal(codes, before)


def test_a_larger_minimum_distance_of_umap_loosens_the_groups() -> None:
    def nearest_apart(min_dist: float) -> float:
        positions = make_map(DIGITS, "umap", min_dist=min_dist).positions
        return float(np.median(nearest(positions, 1).distances) / positions.std())

    assert nearest_apart(0.9) > 2 * nearest_apart(0.0)


@pytest.mark.parametrize(("name", "dimensions"), EACH)
def test_nothing_is_printed(name: str, dimensions: int, capfd: pytest.CaptureFixture[str]) -> None:
    make_map(FEW, name, dimensions=dimensions)
    assert capfd.readouterr() == ("", "")


def test_methods_explain_themselves() -> None:
    for method in methods():
        assert method.what.count(". ") >= 1
        assert method.what.endswith(".")
        assert method.title
        for parameter in method.parameters:
            assert parameter.low <= parameter.default <= parameter.high
            assert parameter.what.endswith(".")


def test_listing_the_methods_imports_none_of_their_libraries() -> None:
    program = """
import sys
from handsonn.latent.maps.registry import methods
methods()
heavy = {"numba", "umap", "pacmap", "openTSNE", "pymetis", "sklearn", "scipy", "keras", "jax"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], check=True)
