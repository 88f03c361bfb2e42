from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from handsonn.data.download import RemoteFile, RemoteSet
from handsonn.data.places import download_folder, folders, keras_home, locate, verify
from handsonn.errors import DataFileError

PAIR = RemoteSet(
    (
        RemoteFile("images.gz", "http://127.0.0.1:9/images.gz", 3, "", other_names=("images",)),
        RemoteFile("labels.gz", "http://127.0.0.1:9/labels.gz", 3, "", other_names=("labels",)),
    ),
    system_folders=(Path("/packaged"),),
)


def put(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"abc")
    return folder


def test_places_are_searched_in_the_documented_order(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDSONN_DATA", str(bare_machine / "mine"))
    order = folders("fashion_mnist", (Path("/packaged"),))
    mine, keras = bare_machine / "mine", bare_machine / ".keras" / "datasets"
    assert order == (
        mine / "fashion_mnist",
        mine / "fashion-mnist",
        mine,
        Path("/packaged"),
        keras,
        keras / "fashion_mnist",
        keras / "fashion-mnist",
    )


def test_the_first_place_with_all_files_wins(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keras = put(bare_machine / ".keras" / "datasets" / "fashion-mnist", "images.gz", "labels.gz")
    assert locate("fashion_mnist", PAIR) == (keras / "images.gz", keras / "labels.gz")
    monkeypatch.setenv("HANDSONN_DATA", str(bare_machine / "mine"))
    put(bare_machine / "mine", "images.gz")
    assert locate("fashion_mnist", PAIR) == (keras / "images.gz", keras / "labels.gz")
    mine = put(bare_machine / "mine", "labels")
    assert locate("fashion_mnist", PAIR) == (mine / "images.gz", mine / "labels")


def test_nothing_is_found_on_a_bare_machine(bare_machine: Path) -> None:
    assert bare_machine.is_dir()
    assert locate("fashion_mnist", PAIR) is None


def test_downloads_go_where_the_user_keeps_data_else_into_the_cache(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bare_machine in download_folder("mnist").parents
    monkeypatch.setenv("HANDSONN_DATA", "~/data")
    assert download_folder("mnist") == bare_machine / "data" / "mnist"


def test_keras_folder_follows_its_own_variable(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keras_home() == bare_machine / ".keras"
    monkeypatch.setenv("KERAS_HOME", "/elsewhere")
    assert keras_home() == Path("/elsewhere")


def test_a_copy_with_other_bytes_is_refused_and_one_with_the_same_is_not(tmp_path: Path) -> None:
    path = put(tmp_path, "set.bin") / "set.bin"
    good = RemoteFile("set.bin", "http://127.0.0.1:9/set.bin", 3, hashlib.sha256(b"abc").hexdigest())
    assert verify(path, good, "mnist") == path
    path.write_bytes(b"abd")
    with pytest.raises(
        DataFileError, match=r"set\.bin is not .* delete it and run `handsonn data fetch mnist`"
    ):
        verify(path, good, "mnist")
