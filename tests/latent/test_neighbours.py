import numpy as np
import pytest

from handsonn.errors import LatentError, Stopped
from handsonn.latent import neighbours
from handsonn.latent.neighbours import Finder, SharedNeighbours, nearest

LINE = np.array([[0.0], [1.0], [3.0], [7.0]], np.float32)


def all_distances(codes: np.ndarray) -> np.ndarray:
    apart = np.linalg.norm(codes[:, None] - codes[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    return apart


def test_points_on_a_line_have_the_neighbours_that_one_sees() -> None:
    found = nearest(LINE, 2)
    assert found.indices.tolist() == [[1, 2], [0, 2], [1, 0], [2, 1]]
    assert found.distances.tolist() == [[1, 3], [1, 2], [2, 3], [4, 6]]
    assert found.indices.dtype == np.int32
    assert found.distances.dtype == np.float32


@pytest.mark.parametrize("numbers", [1, 2, 3, 6], ids=lambda numbers: f"{numbers} numbers")  # up to 3 a tree
@pytest.mark.parametrize("block", [7, 1_000])
def test_the_neighbours_are_those_of_the_whole_table_of_distances(
    block: int, numbers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbours, "BLOCK", block)
    codes = np.random.default_rng(0).normal(size=(200, numbers)).astype(np.float32)
    found = nearest(codes, 10)
    assert np.array_equal(found.indices, np.argsort(all_distances(codes), axis=1)[:, :10])
    assert np.allclose(found.distances, np.sort(all_distances(codes), axis=1)[:, :10], atol=1e-5)


def test_no_sample_is_its_own_neighbour_even_among_duplicates() -> None:
    codes = np.repeat(np.array([[0.0, 0.0], [5.0, 5.0]], np.float32), 8, axis=0)
    found = nearest(codes, 3)
    assert not (found.indices == np.arange(16)[:, None]).any()
    assert (found.distances == 0).all()
    assert all(len(set(row)) == 3 for row in found.indices.tolist())


def test_a_query_finds_the_code_that_it_is() -> None:
    found = nearest(LINE, 1, queries=LINE)
    assert found.indices[:, 0].tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("numbers", [2, 6])
def test_a_finder_asked_again_and_again_gives_what_a_new_search_gives(numbers: int) -> None:
    codes = np.random.default_rng(1).normal(size=(300, numbers)).astype(np.float32)
    find = Finder(codes)
    for query in codes[:3] + 0.01:
        again, anew = find(query[None], 5), nearest(codes, 5, query[None])
        assert np.array_equal(again.indices, anew.indices)
        assert np.array_equal(again.distances, anew.distances)
    with pytest.raises(LatentError, match="301 neighbours were asked for among 300 codes"):
        find(codes[:1], 301)


def test_a_map_that_has_collapsed_to_a_point_has_neighbours_too() -> None:
    collapsed = np.zeros((2_000, 2), np.float32)
    collapsed[-3:] = [[1e30, 0], [0, -1e30], [1e-30, 0]]
    found = nearest(collapsed, 5)
    assert (found.distances[:-3] == 0).all()
    assert not (found.indices == np.arange(2_000)[:, None]).any()


def test_shared_neighbours_are_searched_once_for_the_largest_k(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = []
    monkeypatch.setattr(
        neighbours, "nearest", lambda codes, k, told: (searched.append(k), nearest(codes, k, told=told))[1]
    )
    shared = SharedNeighbours(LINE)
    assert shared(2).indices.tolist() == [[1, 2], [0, 2], [1, 0], [2, 1]]
    assert shared(1).indices.tolist() == [[1], [0], [1], [2]]
    assert shared(3).indices.shape == (4, 3)
    assert shared(2).indices.shape == (4, 2)
    assert searched == [2, 3]


def test_the_search_tells_its_share_and_ends_when_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "BLOCK", 1)
    heard: list[float] = []
    nearest(LINE, 1, told=heard.append)
    assert heard == [0.25, 0.5, 0.75, 1.0]

    def stop(share: float) -> None:
        heard.append(share)
        raise Stopped("stopped.")

    with pytest.raises(Stopped):
        nearest(LINE, 1, told=stop)
    assert heard[4:] == [0.25]


def test_too_few_codes_are_a_sentence() -> None:
    with pytest.raises(LatentError, match="4 codes are too few for 4 neighbours each, which takes 5 or more"):
        nearest(LINE, 4)
    with pytest.raises(LatentError, match="5 neighbours were asked for among 4 codes; ask for at most 4"):
        nearest(LINE, 5, queries=LINE[:1])
    with pytest.raises(LatentError, match="0 neighbours were asked for; ask for at least 1"):
        nearest(LINE, 0)
