"""A checkpoint comes back as it was written, or is refused in one sentence; it never executes anything."""

import errno
import io
import json
import os
import pickle
import resource
from dataclasses import replace
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from small_networks import features, linear
from watched_sessions import fresh

from handsonn.errors import CheckpointError
from handsonn.training import checkpoint as checkpoint_module
from handsonn.training import run_session
from handsonn.training.checkpoint import (
    FILE_NAME,
    Progress,
    generator_state,
    read_checkpoint,
    set_generator_state,
    write_checkpoint,
)

DTYPES = st.sampled_from(["float32", "float16", "bfloat16", "int32", "uint8", "bool", "float64", "uint32"])
PROGRESS = Progress(
    "abc", 3, 2, 1.5, "", generator_state(), {"loss": [0.5, float("nan")]}, {"wait": 1, "best": None},
    {"state0": [np.arange(6, dtype="float32").reshape(2, 3), np.float32(2.0)], "best": []},
)  # fmt: skip


def array_of(dtype: str, shape: tuple[int, ...], values: bytes) -> Any:
    kind = np.dtype(getattr(ml_dtypes, dtype)) if hasattr(ml_dtypes, dtype) else np.dtype(dtype)
    count = int(np.prod(shape)) * kind.itemsize
    raw = np.frombuffer((values * (count // len(values) + 1))[:count], np.uint8)
    return (raw % 2 if dtype == "bool" else raw).view(kind).reshape(shape)


@given(
    dtype=DTYPES, shape=arrays.array_shapes(min_dims=0, min_side=0, max_side=4), values=st.binary(min_size=1)
)
def test_arrays_of_every_type_and_shape_come_back_bit_for_bit(
    tmp_path_factory: Any, dtype: str, shape: tuple[int, ...], values: bytes
) -> None:
    folder = tmp_path_factory.mktemp("checkpoint")
    array = array_of(dtype, shape, values)
    write_checkpoint(folder, replace(PROGRESS, parts={"state0": [array]}))
    found = read_checkpoint(folder)
    assert found is not None
    (back,) = found.parts["state0"]
    assert (back.dtype, back.shape, back.tobytes()) == (array.dtype, array.shape, array.tobytes())


def test_everything_else_comes_back_too(tmp_path: Path) -> None:
    write_checkpoint(tmp_path / "new" / "folder", PROGRESS)
    found = read_checkpoint(tmp_path / "new" / "folder")
    assert found is not None
    assert found.parts.keys() == PROGRESS.parts.keys()
    assert str(replace(found, parts={})) == str(replace(PROGRESS, parts={}))


def test_no_file_means_no_checkpoint(tmp_path: Path) -> None:
    assert read_checkpoint(tmp_path) is None
    assert read_checkpoint(tmp_path / "missing") is None


def test_the_generator_goes_on_where_it_was() -> None:
    np.random.seed(5)
    np.random.normal()  # leaves a second normal number cached
    state = json.loads(json.dumps(generator_state()))
    expected = np.random.normal(size=3), np.random.permutation(9)
    np.random.seed(6)
    set_generator_state(state)
    np.testing.assert_array_equal(expected[0], np.random.normal(size=3))
    np.testing.assert_array_equal(expected[1], np.random.permutation(9))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: Any) -> bytes:
    """The bytes of a checkpoint that a session wrote."""
    folder = tmp_path_factory.mktemp("whole")
    run_session(fresh(linear), *features(), epochs=1, checkpoint=folder)
    return (folder / FILE_NAME).read_bytes()


def read_back(folder: Path, content: bytes) -> Progress | None:
    (folder / FILE_NAME).write_bytes(content)
    return read_checkpoint(folder)


@given(data=st.data())
def test_a_damaged_file_is_refused_or_read_as_it_was(tmp_path_factory: Any, whole: bytes, data: Any) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    intact = read_back(folder, whole)
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(0, len(damaged) - 1))
        damaged[position] = data.draw(st.integers(0, 255))
    try:
        found = read_back(folder, bytes(damaged))
    except CheckpointError as error:
        sentence = str(error)
    else:
        assert str(found) == str(intact)
        return
    assert "cannot be read" in sentence
    assert "\n" not in sentence


@given(cut=st.floats(0, 0.999))
def test_a_file_cut_short_is_refused(tmp_path_factory: Any, whole: bytes, cut: float) -> None:
    folder = tmp_path_factory.mktemp("short")
    with pytest.raises(CheckpointError, match=r"cannot be read .*; delete it to train from the start"):
        read_back(folder, whole[: int(len(whole) * cut)])


@given(content=st.binary(max_size=300))
def test_junk_is_refused(tmp_path_factory: Any, content: bytes) -> None:
    with pytest.raises(CheckpointError, match="cannot be read"):
        read_back(tmp_path_factory.mktemp("junk"), content)


def with_bytes(whole: bytes, offset: int, value: int) -> bytes:
    """Change two bytes of the first entry in the zip file's directory."""
    start = whole.index(b"PK\x01\x02") + offset
    return whole[:start] + value.to_bytes(2, "little") + whole[start + 2 :]


@pytest.mark.parametrize(
    ("offset", "value"), [(8, 1), (10, 99), (10, 8)], ids=["cipher", "unknown", "deflated"]
)
def test_a_zip_file_of_another_kind_is_refused(whole: bytes, offset: int, value: int, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="cannot be read"):
        read_back(tmp_path, with_bytes(whole, offset, value))


class Bomb:
    """Its pickle would make a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return (Path.touch, (self.path,))


def test_a_pickle_in_the_checkpoint_is_refused_and_not_run(tmp_path: Path) -> None:
    mark = tmp_path / "executed"
    file = io.BytesIO()
    np.savez(file, header=np.array([Bomb(mark)], dtype=object))
    pickled = pickle.dumps(Bomb(mark))
    for number, content in enumerate((file.getvalue(), pickled)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.raises(CheckpointError, match="cannot be read"):
            read_back(folder, content)
    assert not mark.exists()


def with_header(change: Any, **more: Any) -> bytes:
    """A checkpoint file whose header was changed."""
    plain = {"version": 1, **vars(replace(PROGRESS, parts={})), "arrays": {"state0": [["float32", [2]]]}}
    del plain["parts"]
    header = change(plain)
    file = io.BytesIO()
    content = np.frombuffer(json.dumps(header).encode(), np.uint8)
    np.savez(file, **{"header": content, "state0-0": np.zeros(8, np.uint8), **more})
    return file.getvalue()


def without(name: str) -> Any:
    return lambda header: {key: value for key, value in header.items() if key != name}


HEADERS = {
    "no fingerprint": without("fingerprint"),
    "no version": without("version"),
    "no arrays": without("arrays"),
    "a list": lambda header: [header],
    "a number": lambda _: 3,
    "null": lambda _: None,
    "a field too many": lambda header: {**header, "command": "rm"},
    "a type that NumPy does not know": lambda header: {**header, "arrays": {"state0": [["cat", [2]]]}},
    "an object type": lambda header: {**header, "arrays": {"state0": [["object", [1]]]}},
    "a name of ml_dtypes that is no type": lambda header: {**header, "arrays": {"state0": [["finfo", [2]]]}},
    "a shape that does not fit": lambda header: {**header, "arrays": {"state0": [["float32", [3]]]}},
    "a shape of words": lambda header: {**header, "arrays": {"state0": [["float32", ["a"]]]}},
    "an array that is not there": lambda header: {**header, "arrays": {"state9": [["float32", [2]]]}},
    "arrays that are a word": lambda header: {**header, "arrays": "none"},
}


def test_the_unchanged_header_is_read(tmp_path: Path) -> None:
    assert read_back(tmp_path, with_header(lambda header: header)) is not None


@pytest.mark.parametrize("change", HEADERS.values(), ids=HEADERS)
def test_a_header_that_makes_no_sense_is_refused(change: Any, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="cannot be read"):
        read_back(tmp_path, with_header(change))


def test_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="is of another version; delete it to start anew"):
        read_back(tmp_path, with_header(lambda header: {**header, "version": 2}))


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(CheckpointError, match="cannot be read"):
        read_checkpoint(tmp_path)


def session_in(folder: Path) -> None:
    run_session(fresh(linear), *features(), epochs=3, checkpoint=folder)


def test_a_full_disk_is_a_sentence_and_leaves_the_old_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_checkpoint(tmp_path, PROGRESS)
    before = (tmp_path / FILE_NAME).read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(checkpoint_module.os, "fsync", full)
    with pytest.raises(CheckpointError, match=r"could not be written \(No space left on device\); free some"):
        write_checkpoint(tmp_path, replace(PROGRESS, epoch=4))
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_limit_reached_in_the_middle_of_a_file_is_a_sentence(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, limits[1]))
    try:
        with pytest.raises(CheckpointError, match=r"could not be written \(File too large\)"):
            write_checkpoint(tmp_path, replace(PROGRESS, parts={"state0": [np.zeros(9_000)]}))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "mkdir", refuse)  # the tests may run as root, whom no folder refuses
    with pytest.raises(CheckpointError, match=r"could not be written \(Permission denied\)"):
        session_in(tmp_path / "run")


def test_a_file_in_the_place_of_the_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("not a folder")
    with pytest.raises(CheckpointError, match=r"could not be written|cannot be read"):
        session_in(tmp_path / "run")


def test_what_killed_writers_left_behind_goes_with_the_next_checkpoint(tmp_path: Path) -> None:
    (tmp_path / f".{FILE_NAME}.12345").write_bytes(b"half a checkpoint")
    write_checkpoint(tmp_path, PROGRESS)
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
