"""Programs on disk: where they are kept, and what becomes of entries that a kill has cut off."""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import Any

import jax
import pytest

from handsonn.training import disk_cache


@pytest.fixture
def no_folder_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """JAX without a cache folder; the user's cache is under tmp_path."""
    chosen = jax.config.jax_compilation_cache_dir
    jax.config.update("jax_compilation_cache_dir", None)
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "3")
    monkeypatch.setattr(disk_cache, "user_cache_dir", lambda _: str(tmp_path / "cache"))
    yield tmp_path / "cache"
    jax.config.update("jax_compilation_cache_dir", chosen)


def test_programs_are_kept_on_disk_in_the_users_cache_folder(no_folder_chosen: Any) -> None:
    disk_cache.keep_programs_on_disk()
    folder = jax.config.jax_compilation_cache_dir
    assert folder.startswith(str(no_folder_chosen / "programs"))
    assert [path.is_dir() for path in (no_folder_chosen / "programs").iterdir()] == [True]


def test_a_folder_that_the_learner_chose_stays(no_folder_chosen: Any, tmp_path: Path) -> None:
    jax.config.update("jax_compilation_cache_dir", str(tmp_path / "mine"))
    disk_cache.keep_programs_on_disk()
    assert jax.config.jax_compilation_cache_dir == str(tmp_path / "mine")
    assert not no_folder_chosen.exists()


def test_without_a_place_for_programs_training_goes_on(no_folder_chosen: Any) -> None:
    no_folder_chosen.write_text("a file where the folder should be")
    disk_cache.keep_programs_on_disk()
    assert jax.config.jax_compilation_cache_dir is None


def test_programs_are_not_kept_where_xla_would_write_a_page_for_each(
    no_folder_chosen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "0")
    disk_cache.keep_programs_on_disk()
    assert jax.config.jax_compilation_cache_dir is None
    assert not no_folder_chosen.exists()


def entry(folder: Path, name: str, content: bytes, age: float = 0.0) -> Path:
    path = folder / f"{name}-cache"
    path.write_bytes(content)
    written = path.stat().st_mtime - age
    os.utime(path, (written, written))
    return path


def test_an_entry_that_a_kill_cut_off_is_removed_and_a_whole_one_stays(tmp_path: Path) -> None:
    whole = zlib.compress(os.urandom(5000))
    stays, goes, empty = (
        entry(tmp_path, "a", whole),
        entry(tmp_path, "b", whole[:-9]),
        entry(tmp_path, "c", b""),
    )
    disk_cache.clean(tmp_path)
    assert (stays.exists(), goes.exists(), empty.exists()) == (True, False, False)


def test_only_entries_written_since_the_last_look_are_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry(tmp_path, "old", zlib.compress(b"x"), age=100)
    disk_cache.clean(tmp_path)
    read = []
    monkeypatch.setattr(disk_cache, "_is_whole", lambda path: read.append(path.name) or True)
    entry(tmp_path, "new", zlib.compress(b"y"), age=-100)
    disk_cache.clean(tmp_path)
    assert read == ["new-cache"]


def test_the_oldest_entries_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_cache, "LARGEST", 250)
    paths = [entry(tmp_path, f"{age}", zlib.compress(os.urandom(100)), age=age) for age in (0, 10, 20)]
    disk_cache.clean(tmp_path)
    assert [path.exists() for path in paths] == [True, True, False]


def test_what_another_library_compressed_is_left_to_jax(tmp_path: Path) -> None:
    path = entry(tmp_path, "z", b"\x28\xb5\x2f\xfd and then something")
    disk_cache.clean(tmp_path)
    assert path.exists()
