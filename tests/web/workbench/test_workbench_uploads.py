"""Uploads: streamed, limited, whole or not at all, never over a file that is there."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from handsonn.errors import DataFileError, HandsonnError, UsageError
from handsonn.web.workbench.allowed_paths import own_files
from handsonn.web.workbench.uploads import receive_upload, safe_name

TABLE = b"a,b\n1,2\n3,4\n"


def upload(name: str, parts: list[bytes], folder: Path, **options: Any) -> Path:
    async def chunks() -> AsyncIterator[bytes]:
        for part in parts:
            yield part

    return asyncio.run(receive_upload(name, chunks(), folder, **options)).path


def left(folder: Path) -> list[str]:
    """List all that lies in the folder data, hidden files too."""
    data = folder / "data"
    return sorted(path.name for path in data.iterdir()) if data.exists() else []


def test_a_file_arrives_whole_in_the_folder_data(tmp_path: Path) -> None:
    assert upload("houses.csv", [TABLE[:5], TABLE[5:]], tmp_path) == tmp_path / "data" / "houses.csv"
    assert (tmp_path / "data" / "houses.csv").read_bytes() == TABLE
    assert left(tmp_path) == ["houses.csv"]


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    names = [upload("houses.csv", [TABLE, b"5,%d\n" % n], tmp_path).name for n in range(3)]
    assert names == ["houses.csv", "houses-2.csv", "houses-3.csv"]


def test_the_same_file_is_not_kept_twice_and_what_became_of_it_is_told(tmp_path: Path) -> None:
    def told(content: bytes) -> str:
        async def chunks() -> AsyncIterator[bytes]:
            yield content

        return asyncio.run(receive_upload("a.csv", chunks(), tmp_path)).in_words("a.csv", tmp_path)

    assert told(TABLE) == "Uploaded as data/a.csv."
    assert told(TABLE) == "The same file is there already as data/a.csv; that one is taken."
    assert told(TABLE + b"5,6\n") == "Uploaded as data/a-2.csv, because another a.csv is there already."
    (tmp_path / "a.csv").write_bytes(TABLE)
    assert told(TABLE) == "The same file is there already as a.csv; that one is taken."
    assert left(tmp_path) == ["a-2.csv", "a.csv"]
    assert own_files(tmp_path, (".csv",)) == ["a.csv", "data/a-2.csv"]


def test_a_file_system_without_hard_links_does_not_write_over_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: Path, target: Path) -> None:
        if target.exists():
            raise FileExistsError
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    names = [upload("houses.csv", [content], tmp_path).name for content in (TABLE[:-4], TABLE)]
    assert names == ["houses.csv", "houses-2.csv"]
    assert (tmp_path / "data" / "houses-2.csv").read_bytes() == TABLE


def test_the_limit_is_exact_and_over_it_nothing_is_left(tmp_path: Path) -> None:
    upload("just.csv", [TABLE], tmp_path, largest=len(TABLE))
    with pytest.raises(UsageError, match=r"over\.csv is larger than .* the limit of an upload"):
        upload("over.csv", [TABLE, b"\n"], tmp_path, largest=len(TABLE))
    assert left(tmp_path) == ["just.csv"]


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("empty.csv", b"", UsageError, "empty.csv is empty"),
        ("blank.csv", b"\n\n", DataFileError, "blank.csv is empty; expected a header line"),
        ("book.xlsx", TABLE, DataFileError, "book.xlsx ends in '.xlsx'; expected .csv"),
        ("houses", TABLE, DataFileError, "houses has no suffix"),
        ("shapes.ZIP", b"PK", DataFileError, "shapes.ZIP is a zip archive; unpack it into your folder"),
        ("zipped.csv", b"PK\x03\x04rest", DataFileError, "it is a zip archive"),
        ("numbers.csv", b"1.5,2.5\n3,4\n", DataFileError, "expected a header line with the names"),
        ("broken.parquet", b"PAR1 and no more", DataFileError, "broken.parquet cannot be read"),
        ("broken.npz", b"no archive", DataFileError, "broken.npz cannot be read"),
        ("photo.png", b"\x89PNG", DataFileError, "upload a table or an .npz"),
    ],
)
def test_what_is_no_data_is_refused_with_a_sentence_and_nothing_is_left(
    tmp_path: Path, name: str, content: bytes, error: type[HandsonnError], words: str
) -> None:
    with pytest.raises(error, match=words):
        upload(name, [content], tmp_path)
    assert left(tmp_path) == []


def test_a_client_that_goes_away_leaves_nothing(tmp_path: Path) -> None:
    async def cut() -> AsyncIterator[bytes]:
        yield TABLE
        raise ConnectionResetError(104, "gone")

    with pytest.raises(HandsonnError, match="nothing was left half written"):
        asyncio.run(receive_upload("houses.csv", cut(), tmp_path))
    assert left(tmp_path) == []


def test_a_full_disk_is_a_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HandsonnError, match=r"could not be written into .*data \(No space left on device\)"):
        upload("houses.csv", [TABLE], tmp_path)
    assert left(tmp_path) == []


def test_an_archive_of_arrays_arrives(tmp_path: Path) -> None:
    np.savez(tmp_path / "source.npz", x=np.zeros((4, 2)), y=np.array([0, 1, 0, 1]))
    path = upload("points.npz", [(tmp_path / "source.npz").read_bytes()], tmp_path)
    assert np.load(path)["x"].shape == (4, 2)


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("houses.csv", "houses.csv"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\me\\houses.csv", "houses.csv"),
        (".hidden.csv", "hidden.csv"),
        ("a\0b;c.csv", "a_b_c.csv"),
        ("Größe 2 (neu).csv", "Größe 2 (neu).csv"),
        ("x" * 300 + ".csv", "x" * 96 + ".csv"),
    ],
)
def test_a_name_becomes_a_plain_file_name(given: str, safe: str) -> None:
    assert safe_name(given) == safe


@pytest.mark.parametrize("name", ["", "..", "/", "...", "a." + "b" * 90])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="is no name for a file"):
        safe_name(name)
