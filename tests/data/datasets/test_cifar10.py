from __future__ import annotations

import io
import pickle
import struct
import tarfile
from pathlib import Path

import numpy as np
import pytest

from handsonn.data.datasets import cifar10
from handsonn.errors import DataFileError

BATCHES = [*(f"data_batch_{number}" for number in range(1, 6)), "test_batch"]


def python_2_pickle(rows: bytes, count: int, labels: list[int]) -> bytes:
    """Write, opcode by opcode, Python 2's pickle of {"data": uint8 (count, 3072), "labels": [...]}."""
    array = (
        b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\nK\x00\x85U\x01btR"
        b"(K\x01"
        + (b"J" + struct.pack("<i", count) + b"M\x00\x0c\x86")
        + b"cnumpy\ndtype\n(U\x02u1K\x00K\x01tR(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"
        + b"\x89"
        + (b"T" + struct.pack("<i", len(rows)) + rows)
        + b"tb"
    )
    listed = b"](" + b"".join(b"K" + bytes([label]) for label in labels) + b"e"
    return b"\x80\x02}(U\x04data" + array + b"U\x06labels" + listed + b"u."


def write_archive(path: Path, batches: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in batches.items():
            member = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def test_images_are_read_colour_by_colour_and_stand_pixel_by_pixel(tmp_path: Path) -> None:
    red, green, blue = np.arange(1024) % 256, np.full(1024, 7), np.full(1024, 9)
    rows = np.concatenate([red, green, blue] * 2).astype(np.uint8).tobytes()
    batches = {name: python_2_pickle(rows, 2, [3, 8]) for name in BATCHES}
    dataset = cifar10.read(write_archive(tmp_path / "cifar.tar.gz", batches))
    assert dataset.x.shape == (12, 32, 32, 3)
    assert dataset.x.dtype == np.uint8
    assert dataset.x[0, 0, 5].tolist() == [5, 7, 9]
    assert dataset.x[0, 1, 0].tolist() == [32, 7, 9]
    assert dataset.y is not None
    assert dataset.y.tolist() == [3, 8] * 6
    assert (dataset.class_names[3], dataset.class_names[8], dataset.test_rows) == ("cat", "ship", 2)


def test_arrays_of_todays_numpy_are_read_as_well(tmp_path: Path) -> None:
    batch = {b"data": np.zeros((1, 3072), np.uint8), b"labels": [1]}
    batches = dict.fromkeys(BATCHES, pickle.dumps(batch, protocol=4))
    assert cifar10.read(write_archive(tmp_path / "cifar.tar.gz", batches)).x.shape == (6, 32, 32, 3)


class Malice:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        import os

        return os.system, ("touch executed",)


def test_a_batch_that_asks_for_code_is_refused_and_runs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    batches = dict.fromkeys(BATCHES, pickle.dumps({b"data": Malice(), b"labels": [1]}))
    with pytest.raises(DataFileError, match=r"it asks for (posix|nt)\.system, which is no array"):
        cifar10.read(write_archive(tmp_path / "cifar.tar.gz", batches))
    assert not (tmp_path / "executed").exists()


@pytest.mark.parametrize("damage", ["no archive", "cut", "empty archive", "no pickle", "another pickle"])
def test_a_broken_archive_is_refused(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "cifar.tar.gz"
    content = {"no pickle": b"hello", "another pickle": pickle.dumps([1, 2])}.get(damage, b"")
    write_archive(path, {} if damage == "empty archive" else dict.fromkeys(BATCHES, content))
    if damage == "no archive":
        path.write_text("<html>sign in to this network</html>")
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(DataFileError, match=r"is not CIFAR-10's archive \(.*`handsonn data fetch cifar10`"):
        cifar10.read(path)
