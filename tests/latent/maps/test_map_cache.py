import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from handsonn.errors import LatentError
from handsonn.latent.maps import map_cache
from handsonn.latent.maps.method import Layout, MapMethod, Task

POSITIONS = np.arange(12, dtype=np.float32).reshape(6, 2)
CODES = np.arange(24, dtype=np.float32).reshape(6, 4)


def method(**changes: object) -> MapMethod:
    plain = MapMethod("plain", "Plain", "Nothing.", (), lambda task: Layout(task.codes[:, :2]))
    return replace(plain, **changes)


def task(**changes: object) -> Task:
    plain = Task(CODES, 2, 0, {"k": 12}, neighbours=lambda k: pytest.fail(str(k)))
    return replace(plain, **changes)


def test_a_map_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "map.npz"
    map_cache.write(path, POSITIONS, {"kurtosis_1": 3.5}, 1.25)
    found = map_cache.read(path, 6, 2)
    assert found is not None
    positions, facts, seconds = found
    assert np.array_equal(positions, POSITIONS)
    assert positions.dtype == np.float32
    assert (facts, seconds) == ({"kurtosis_1": 3.5}, 1.25)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "other",
    [
        {"codes": CODES + 1},
        {"codes": CODES.reshape(8, 3)},
        {"dimensions": 3},
        {"seed": 1},
        {"parameters": {"k": 13}},
    ],
)
def test_another_question_has_another_file(other: dict[str, object], tmp_path: Path) -> None:
    first = map_cache.cache_path(tmp_path, method(), task())
    assert first == map_cache.cache_path(tmp_path, method(), task(codes=CODES.copy()))
    assert first != map_cache.cache_path(tmp_path, method(), task(**other))


def test_another_version_of_a_library_has_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = map_cache.cache_path(tmp_path, method(), task())
    assert first != map_cache.cache_path(tmp_path, method(libraries=("no-such-library",)), task())
    monkeypatch.setattr(map_cache.metadata, "version", lambda _name: "99.0")
    assert first != map_cache.cache_path(tmp_path, method(), task())


def test_the_seed_does_not_matter_where_nothing_is_left_to_chance(tmp_path: Path) -> None:
    exact = method(random=False)
    assert map_cache.cache_path(tmp_path, exact, task()) == map_cache.cache_path(
        tmp_path, exact, task(seed=1)
    )


def test_a_file_that_is_cut_off_or_damaged_anywhere_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "map.npz"
    map_cache.write(path, POSITIONS, {}, 1.0)
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        assert map_cache.read(path, 6, 2) is None
    flipped = bytearray(whole)
    flipped[whole.index(POSITIONS.tobytes()) + 5] ^= 1
    path.write_bytes(flipped)
    assert map_cache.read(path, 6, 2) is None
    path.write_bytes(whole)
    assert map_cache.read(path, 6, 2) is not None


@pytest.mark.parametrize(
    ("positions", "told"),
    [
        (POSITIONS[:5], '{"facts": {}, "seconds": 1.0}'),
        (POSITIONS.astype(np.float64), '{"facts": {}, "seconds": 1.0}'),
        (POSITIONS * np.nan, '{"facts": {}, "seconds": 1.0}'),
        (POSITIONS, "[]"),
        (POSITIONS, '{"facts": {}}'),
        (POSITIONS, '{"facts": {"a": "b"}, "seconds": 1.0}'),
        (POSITIONS, "{"),
    ],
)
def test_a_file_that_holds_something_else_is_not_read(
    positions: np.ndarray, told: str, tmp_path: Path
) -> None:
    np.savez(tmp_path / "map.npz", positions=positions, told=np.array(told))
    assert map_cache.read(tmp_path / "map.npz", 6, 2) is None


def test_a_missing_file_is_not_read(tmp_path: Path) -> None:
    assert map_cache.read(tmp_path / "none.npz", 6, 2) is None


def test_a_write_that_fails_leaves_the_old_map_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.npz"
    map_cache.write(path, POSITIONS, {}, 1.0)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        map_cache.write(path, POSITIONS * 2, {}, 1.0)
    found = map_cache.read(path, 6, 2)
    assert found is not None
    assert np.array_equal(found[0], POSITIONS)
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LatentError, match=r"maps cannot be kept in .*file.*; choose another folder"):
        map_cache.prepare(tmp_path / "file" / "maps")
