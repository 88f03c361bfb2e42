import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from handsonn.errors import LatentError, Stopped, UnknownName, UsageError
from handsonn.latent.maps import make_map as module
from handsonn.latent.maps.checks import checked_parameters
from handsonn.latent.maps.make_map import make_map
from handsonn.latent.maps.method import Layout, MapMethod, Parameter, Task, tell
from handsonn.latent.neighbours import SharedNeighbours

CODES = np.random.default_rng(0).normal(size=(40, 4)).astype(np.float32)
COUNT = Parameter("count", 3, 1, 10, "How many.")
RATE = Parameter("rate", 0.5, 0.0, 1.0, "How fast.")


class Counting:
    """A method that counts how often it is asked."""

    def __init__(self, *, nested: bool = False, random: bool = True) -> None:
        self.tasks: list[Task] = []
        self.method = MapMethod(
            "counting", "Counting", "Counts.", (COUNT, RATE), self.make, nested=nested, random=random
        )

    def make(self, task: Task) -> Layout:
        self.tasks.append(task)
        tell(task.watch, 0.5, "Half of it")
        tell(task.watch, 0.25, "Back again")
        return Layout(task.codes[:, : task.dimensions] + 100, {"times": float(len(self.tasks))})


class Listener:
    def __init__(self, stop_after: int = 1_000) -> None:
        self.heard: list[tuple[float, str]] = []
        self._left = stop_after

    def progress(self, share: float, sentence: str) -> None:
        self.heard.append((share, sentence))

    def should_stop(self) -> bool:
        self._left -= 1
        return self._left < 0


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    made = Counting()
    monkeypatch.setattr(module, "method_named", lambda _name: made.method)
    return made


def test_a_map_tells_what_it_was_made_by(counting: Counting) -> None:
    made = make_map(CODES, "counting", dimensions=3, seed=7, count=4)
    assert (made.method, made.dimensions, made.seed) == ("counting", 3, 7)
    assert made.parameters == {"count": 4, "rate": 0.5}
    assert made.facts == {"times": 1.0}
    assert made.positions.dtype == np.float32
    assert np.allclose(made.positions.mean(axis=0), 0, atol=1e-6)
    assert counting.tasks[0].codes.dtype == np.float32


def test_a_kept_map_is_found_again_without_work(counting: Counting, tmp_path: Path) -> None:
    first = make_map(CODES, "counting", cache=tmp_path)
    again = make_map(CODES.astype(np.float64), "counting", cache=tmp_path)
    assert len(counting.tasks) == 1
    assert np.array_equal(first.positions, again.positions)
    assert (first.facts, first.seconds) == (again.facts, again.seconds)
    make_map(CODES, "counting", cache=tmp_path, count=4)
    assert len(counting.tasks) == 2


def test_a_broken_file_is_made_anew(counting: Counting, tmp_path: Path) -> None:
    first = make_map(CODES, "counting", cache=tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:50])
    again = make_map(CODES, "counting", cache=tmp_path)
    assert len(counting.tasks) == 2
    assert np.array_equal(first.positions, again.positions)
    make_map(CODES, "counting", cache=tmp_path)
    assert len(counting.tasks) == 2


def test_a_nested_map_is_made_once_for_two_and_three_dimensions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nested = Counting(nested=True)
    monkeypatch.setattr(module, "method_named", lambda _name: nested.method)
    two = make_map(CODES, "counting", dimensions=2, cache=tmp_path)
    three = make_map(CODES, "counting", dimensions=3, cache=tmp_path)
    assert (len(nested.tasks), nested.tasks[0].dimensions) == (1, 3)
    assert np.array_equal(two.positions, three.positions[:, :2])
    assert (two.dimensions, three.dimensions) == (2, 3)


def test_a_full_disk_loses_no_map_and_is_told(
    counting: Counting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    listener = Listener()
    assert make_map(CODES, "counting", cache=tmp_path, watch=listener).positions.shape == (40, 2)
    assert any("could not be kept" in said and "No space left" in said for _, said in listener.heard)
    assert list(tmp_path.iterdir()) == []
    assert len(counting.tasks) == 1


def test_progress_never_falls_and_ends_at_one(counting: Counting) -> None:
    listener = Listener()
    make_map(CODES, "counting", watch=listener)
    assert [share for share, _ in listener.heard] == [0.5, 0.5, 1.0]
    assert len(counting.tasks) == 1


def test_a_stopped_map_keeps_nothing(counting: Counting, tmp_path: Path) -> None:
    with pytest.raises(Stopped, match="the map was stopped before it was done"):
        make_map(CODES, "counting", watch=Listener(stop_after=1), cache=tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert len(counting.tasks) == 1


def test_neighbours_are_shared_and_told(counting: Counting) -> None:
    shared = SharedNeighbours(CODES)
    listener = Listener()
    make_map(CODES, "counting", neighbours=shared, watch=listener)
    first = counting.tasks[0].neighbours(5)
    assert listener.heard[-1] == (1.0, "Looking for the nearest codes of each code")
    assert np.shares_memory(first.indices, shared(3).indices)
    with pytest.raises(UsageError, match="the neighbours are those of 40 codes, but 39 codes were given"):
        make_map(CODES[1:], "counting", neighbours=shared)


def test_positions_that_are_not_finite_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = MapMethod("bad", "Bad", "Fails.", (), lambda task: Layout(task.codes[:, :2] * np.nan))
    monkeypatch.setattr(module, "method_named", lambda _name: bad)
    with pytest.raises(LatentError, match="Bad gave positions that are not finite numbers"):
        make_map(CODES, "bad")


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        (CODES[:4], "there are 4 codes; a map needs 5 samples or more"),
        (CODES[:, :0], "the codes hold no number per sample"),
        (CODES[:, 0], r"the codes have the shape \(40,\); a map needs \(samples, latent_dim\)"),
        (CODES.reshape(10, 4, 4), r"the codes have the shape \(10, 4, 4\)"),
        ([["a", "b"]] * 9, "the codes are not an array of numbers"),
        ([[1.0, 2.0], [1.0]], "the codes are not an array of numbers"),
        (np.ones((9, 2)), "all 9 codes are the same, so there is nothing to map"),
        (np.where(CODES[3, 1] == CODES, np.nan, CODES), "1 of 40 codes hold NaN .* in row 3, number 1"),
        (np.where(CODES[0, 2] == CODES, np.inf, CODES), "1 of 40 codes hold NaN .* in row 0, number 2"),
        (CODES.astype(np.float64) * 1e39, "too large for distances in float32"),
    ],
)
def test_codes_that_cannot_be_mapped_are_a_sentence(codes: Any, sentence: str) -> None:
    with pytest.raises(LatentError, match=sentence):
        make_map(codes, "pca")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"dimensions": 4}, "a map has 2 or 3 dimensions, not 4"),
        ({"dimensions": "2"}, "a map has 2 or 3 dimensions, not '2'"),
        ({"dimensions": [2]}, r"a map has 2 or 3 dimensions, not \[2\]"),
        ({"dimensions": True}, "a map has 2 or 3 dimensions, not True"),
        ({"seed": -1}, "the seed is -1; give a whole number from 0 to 4294967295"),
        ({"seed": 0.5}, "the seed is 0.5"),
        ({"seed": 2**32}, "the seed is 4294967296"),
        ({"count": 0}, "count of Counting is 0; give a whole number from 1 to 10"),
        ({"count": 2.5}, "count of Counting is 2.5; give a whole number"),
        ({"count": "3"}, "count of Counting is '3'"),
        ({"count": True}, "count of Counting is True"),
        ({"rate": float("nan")}, "rate of Counting is nan; give a number from 0 to 1"),
        ({"rate": 1.5}, "rate of Counting is 1.5"),
        ({"rat": 1}, "there is no parameter of Counting called 'rat'; did you mean 'rate'"),
    ],
)
def test_arguments_that_cannot_be_used_are_a_sentence(
    arguments: dict[str, Any], sentence: str, counting: Counting
) -> None:
    with pytest.raises(UsageError, match=sentence):
        make_map(CODES, "counting", **arguments)
    assert counting.tasks == []


def test_whole_numbers_of_any_kind_are_taken() -> None:
    made = checked_parameters(Counting().method, {"count": np.int64(4), "rate": 1})
    assert made == {"count": 4, "rate": 1.0}
    assert (type(made["count"]), type(made["rate"])) == (int, float)
    assert checked_parameters(Counting().method, {"count": 4.0}) == {"count": 4, "rate": 0.5}


def test_an_unknown_map_gets_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match="there is no map called 'pcaa'; did you mean 'pca'"):
        make_map(CODES, "pcaa")


def test_pca_takes_no_parameters() -> None:
    with pytest.raises(UsageError, match="PCA has no parameters, but 'k' was given; leave it out"):
        make_map(CODES, "pca", k=3)
