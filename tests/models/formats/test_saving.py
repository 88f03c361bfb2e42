from __future__ import annotations

import errno
import resource
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from handsonn.errors import FormatError, UnknownName
from handsonn.models.formats import FORMATS, load_model, save
from handsonn.models.formats.atomic import explain, write_together


def small(units: int = 3) -> Any:
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(units, name="hidden")])
    model.compile("adam", "mse")
    return model


def test_each_format_writes_its_own_suffix(tmp_path: Path) -> None:
    paths = save(small(), tmp_path / "clothes", ["json", "yaml", "weights", "keras"])
    assert [path.name for path in paths] == [
        "clothes.json",
        "clothes.yaml",
        "clothes.weights.h5",
        "clothes.keras",
    ]
    assert set(tmp_path.iterdir()) == set(paths)


@pytest.mark.parametrize("stem", ["clothes.keras", "clothes.yml", "clothes.weights.h5", "clothes"])
def test_a_suffix_that_is_already_there_is_not_doubled(tmp_path: Path, stem: str) -> None:
    assert save(small(), tmp_path / stem, "keras") == (tmp_path / "clothes.keras",)


def test_a_dot_in_the_name_is_part_of_it(tmp_path: Path) -> None:
    assert save(small(), tmp_path / "v1.2")[0].name == "v1.2.keras"


@pytest.mark.parametrize("stem", ["clothes.h5", "clothes.hdf5"])
def test_a_wrong_suffix_gets_the_right_one_named(tmp_path: Path, stem: str) -> None:
    with pytest.raises(
        FormatError, match=r"to end in .weights.h5; use clothes.weights.h5 in place of clothes.h"
    ):
        save(small(), tmp_path / stem, "weights")
    assert not list(tmp_path.iterdir())


def test_an_unknown_format_gets_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no model format called 'yml'; did you mean 'yaml'"):
        save(small(), tmp_path / "x", ["keras", "yml"])


def test_no_format_at_all_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no format was given; name one or more of: json, yaml"):
        save(small(), tmp_path / "x", [])


@pytest.mark.parametrize("stem", [".keras", "", ".", "folder/.."])
def test_a_model_needs_a_name(stem: str) -> None:
    with pytest.raises(FormatError, match="needs a file name"):
        save(small(), stem)


def test_only_models_are_saved(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"takes a keras.Model; this is a Dense"):
        save(keras.layers.Dense(3), tmp_path / "x")


def test_saving_again_replaces_the_file(tmp_path: Path) -> None:
    save(small(3), tmp_path / "x")
    save(small(5), tmp_path / "x")
    assert load_model(tmp_path / "x.keras").get_layer("hidden").units == 5


def test_a_model_without_weights_yet_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"has no weights yet; start it with keras.Input"):
        save(keras.Sequential([keras.layers.Dense(3)]), tmp_path / "x", "weights")


def test_a_model_that_cannot_be_written_as_text_is_a_sentence(tmp_path: Path) -> None:
    class Odd(keras.Model):  # type: ignore[misc]
        def __init__(self, number: object) -> None:
            super().__init__()
            self.number = number

    with pytest.raises(FormatError, match="cannot be written as text"):
        save(Odd(object()), tmp_path / "x", "json")
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"there is no folder .*nowhere; make it first"):
        save(small(), tmp_path / "nowhere" / "x")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FormatError, match="is a file; give a name inside a folder"):
        save(small(), tmp_path / "file" / "x")


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.keras").mkdir()
    with pytest.raises(FormatError, match="a folder has that name"):
        save(small(), tmp_path / "x")


@pytest.mark.parametrize("name", ["json", "yaml", "weights", "keras", "onnx"])
def test_a_disk_that_takes_no_more_leaves_nothing_half_written(tmp_path: Path, name: str) -> None:
    save(small(3), tmp_path / "x", name)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(FormatError, match=r"cannot save .*x\."):
            save(small(2000), tmp_path / "x", name)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_if_one_format_fails_none_appears(tmp_path: Path) -> None:
    def full(_path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    jobs = [(tmp_path / "a", lambda path: path.write_text("a") and None), (tmp_path / "b", full)]
    with pytest.raises(FormatError, match=r"cannot save .*b: the disk is full; free some space"):
        write_together(jobs)
    assert not list(tmp_path.iterdir())


def test_a_failing_rename_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FormatError, match="you may not write in that folder"):
        write_together([(tmp_path / "a", lambda path: path.write_text("a") and None)])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only"), (errno.EACCES, "may not write")],
)
def test_the_systems_reasons_are_told_in_words(number: int, words: str) -> None:
    assert words in explain(OSError(number, "x"))
    assert words in explain(OSError(f"Unable to create file (errno = {number}, error message = 'x')"))


def test_other_reasons_are_quoted() -> None:
    assert explain(OSError(errno.EIO, "Input/output error")) == "Input/output error"


def test_every_format_says_what_it_holds() -> None:
    assert all(entry.holds and entry.suffixes[0].startswith(".") for entry in FORMATS.values())


def test_saved_weights_are_the_models(tmp_path: Path) -> None:
    model = small()
    save(model, tmp_path / "x", ["json", "weights"])
    loaded = load_model(tmp_path / "x.json", weights=tmp_path / "x.weights.h5")
    assert all(np.array_equal(a, b) for a, b in zip(model.get_weights(), loaded.get_weights(), strict=True))
