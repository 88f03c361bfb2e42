"""A .keras or .weights.h5 file from a stranger executes nothing, opens nothing and fills no memory."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest

from handsonn.errors import FormatError
from handsonn.models.formats import load_model, save
from handsonn.models.formats.hdf5 import check_hdf5


def small() -> Any:
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, name="hidden")])
    model.compile("adam", "mse")
    return model


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return save(small(), tmp_path / "model")[0]


def rewritten(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Write the archive anew after a change to its members."""
    with zipfile.ZipFile(archive) as old:
        members = {name: old.read(name) for name in old.namelist()}
    change(members)
    path = archive.with_name("hostile.keras")
    with zipfile.ZipFile(path, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    return path


def test_an_honest_archive_loads(archive: Path) -> None:
    assert load_model(archive).get_layer("hidden").units == 3


def test_code_in_the_config_of_an_archive_is_refused(archive: Path) -> None:
    def inject(members: dict[str, bytes]) -> None:
        config = json.loads(members["config.json"])
        config["config"]["layers"][1].update(module="os", class_name="system")
        members["config.json"] = json.dumps(config).encode()

    with pytest.raises(FormatError, match=r"hostile.keras: 'hidden' is a 'os.system'"):
        load_model(rewritten(archive, inject))


def test_a_config_with_one_key_twice_means_to_keras_what_it_means_to_the_check(archive: Path) -> None:
    def inject(members: dict[str, bytes]) -> None:
        text = members["config.json"].decode()
        members["config.json"] = text.replace('"units": 3', '"units": 99, "units": 3').encode()

    assert load_model(rewritten(archive, inject)).get_layer("hidden").units == 3


@pytest.mark.parametrize(
    "name", ["../../evil.py", "/etc/evil", "assets/../../evil", "evil.py", "C:\\evil", "assets/a b"]
)
def test_a_member_that_no_keras_file_has_is_not_unpacked(archive: Path, name: str) -> None:
    with pytest.raises(FormatError, match=r"which no .keras file does; it is not unpacked"):
        load_model(rewritten(archive, lambda members: members.update({name: b"x"})))
    assert not list(archive.parent.parent.rglob("evil*"))


def test_a_symbolic_link_is_not_unpacked(archive: Path) -> None:
    with zipfile.ZipFile(archive, "a") as file:
        link = zipfile.ZipInfo("assets/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    with pytest.raises(FormatError, match="is a symbolic link"):
        load_model(archive)


def test_a_zip_bomb_is_not_unpacked(archive: Path) -> None:
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("assets/zeros", bytes(8 * 2**20))
    with pytest.raises(FormatError, match=r"declares 8,388,608 bytes from [\d,]+ stored ones"):
        load_model(archive)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice_is_refused(archive: Path) -> None:
    with zipfile.ZipFile(archive, "a") as file:
        file.writestr("config.json", "{}")
    with pytest.raises(FormatError, match="one name twice"):
        load_model(archive)


@pytest.mark.parametrize("name", ["config.json", "model.weights.h5"])
def test_a_missing_member_is_named(archive: Path, name: str) -> None:
    with pytest.raises(FormatError, match=f"hostile.keras has no {name}"):
        load_model(rewritten(archive, lambda members: members.pop(name) and None))


def test_a_config_that_is_no_text_is_a_sentence(archive: Path) -> None:
    with pytest.raises(FormatError, match=r"config.json is not text"):
        load_model(rewritten(archive, lambda members: members.update({"config.json": b"\xff\xfe\x00"})))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"no archive at all"])
def test_a_file_that_is_no_archive_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.keras"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=r"x.keras is not a .keras file"):
        load_model(path)


def test_a_damaged_archive_is_a_sentence(archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    start = content.index(b'"class_name"')
    content[start : start + 8] = b"XXXXXXXX"
    archive.write_bytes(content)
    with pytest.raises(FormatError, match=r"model.keras is damaged .*was the copy complete"):
        load_model(archive)


def test_weights_of_another_shape_in_an_archive_are_a_sentence(archive: Path) -> None:
    other = keras.Sequential([keras.Input((5,)), keras.layers.Dense(3)])
    weights = save(other, archive.with_name("other"), "weights")[0].read_bytes()
    with pytest.raises(FormatError, match=r"Keras cannot load hostile.keras"):
        load_model(rewritten(archive, lambda members: members.update({"model.weights.h5": weights})))


def test_a_gigantic_layer_in_an_archive_is_counted_not_built(archive: Path) -> None:
    def inject(members: dict[str, bytes]) -> None:
        members["config.json"] = members["config.json"].replace(b'"units": 3', b'"units": 1000000000')

    with pytest.raises(FormatError, match="asks for 5,000,000,000 parameters"):
        load_model(rewritten(archive, inject))


def hdf5(path: Path, fill: Callable[[h5py.File], None]) -> Path:
    with h5py.File(path, "w") as file:
        fill(file)
    return path


def test_links_to_other_files_are_refused(tmp_path: Path) -> None:
    secret = hdf5(tmp_path / "secret.h5", lambda file: file.create_dataset("x", data=[1.0]) and None)

    def outside(file: h5py.File) -> None:
        file["layers"] = h5py.ExternalLink(str(secret), "/x")

    with pytest.raises(FormatError, match="'layers' is a link to elsewhere"):
        check_hdf5(hdf5(tmp_path / "a.h5", outside), "a.h5")

    def soft(file: h5py.File) -> None:
        file["layers"] = h5py.SoftLink("/nowhere")

    with pytest.raises(FormatError, match="'layers' is a link to elsewhere"):
        check_hdf5(hdf5(tmp_path / "b.h5", soft), "b.h5")


def test_arrays_stored_in_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "raw.bin").write_bytes(bytes(80))

    def external(file: h5py.File) -> None:
        file.create_dataset("x", (10,), "float64", external=[(str(tmp_path / "raw.bin"), 0, 80)])

    with pytest.raises(FormatError, match="'x' keeps its values in another file"):
        check_hdf5(hdf5(tmp_path / "a.h5", external), "a.h5")

    def virtual(file: h5py.File) -> None:
        layout = h5py.VirtualLayout((10,), "float64")
        layout[:] = h5py.VirtualSource(str(tmp_path / "other.h5"), "x", (10,))
        file.create_virtual_dataset("x", layout)

    with pytest.raises(FormatError, match="'x' keeps its values in another file"):
        check_hdf5(hdf5(tmp_path / "b.h5", virtual), "b.h5")


def test_an_array_that_declares_more_than_it_stores_is_refused(tmp_path: Path) -> None:
    def bomb(file: h5py.File) -> None:
        file.create_dataset("x", (10**9,), "float32", chunks=(10**6,), compression="gzip")

    with pytest.raises(FormatError, match=r"'x' declares 4,000,000,000 bytes and stores 0"):
        check_hdf5(hdf5(tmp_path / "a.h5", bomb), "a.h5")


def test_arrays_of_anything_but_numbers_are_refused(tmp_path: Path) -> None:
    def words(file: h5py.File) -> None:
        file["x"] = ["text"]

    with pytest.raises(FormatError, match="'x' is not an array of numbers"):
        check_hdf5(hdf5(tmp_path / "a.h5", words), "a.h5")

    def kind(file: h5py.File) -> None:
        file["x"] = np.dtype("float32")

    with pytest.raises(FormatError, match="'x' is not an array of numbers"):
        check_hdf5(hdf5(tmp_path / "b.h5", kind), "b.h5")


def test_a_group_that_contains_itself_is_refused(tmp_path: Path) -> None:
    def loop(file: h5py.File) -> None:
        group = file.create_group("a")
        group["b"] = group

    with pytest.raises(FormatError, match="'a/b' contains itself"):
        check_hdf5(hdf5(tmp_path / "a.h5", loop), "a.h5")


@pytest.mark.parametrize("content", [b"", b"no HDF5", b"\x89HDF\r\n\x1a\n torn"])
def test_a_file_that_is_no_hdf5_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.weights.h5"
    path.write_bytes(content)
    (tmp_path / "x.json").write_text(small().to_json(), encoding="utf-8")
    with pytest.raises(FormatError, match=r"x.weights.h5 is not a readable HDF5 file"):
        load_model(tmp_path / "x.json", weights=path)


def test_an_hdf5_cut_short_is_a_sentence(archive: Path) -> None:
    def cut(members: dict[str, bytes]) -> None:
        whole = members["model.weights.h5"]
        members["model.weights.h5"] = whole[: len(whole) // 2]

    with pytest.raises(FormatError, match=r"hostile.keras is not a readable HDF5 file"):
        load_model(rewritten(archive, cut))


def test_an_archive_of_an_archive_is_no_model(archive: Path) -> None:
    inner = io.BytesIO(archive.read_bytes())
    with pytest.raises(FormatError, match=r"config.json|is not JSON|not text"):
        load_model(rewritten(archive, lambda members: members.update({"config.json": inner.getvalue()})))
