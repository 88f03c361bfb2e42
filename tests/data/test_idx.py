from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsonn.data.idx import read_idx
from handsonn.errors import DataFileError

TWO_BY_THREE = b"\0\0\x08\x02" + b"\0\0\0\x02" + b"\0\0\0\x03" + bytes([1, 2, 3, 4, 5, 6])


@pytest.mark.parametrize("zipped", [True, False])
def test_a_file_is_read_gzipped_or_not(tmp_path: Path, zipped: bool) -> None:
    path = tmp_path / ("a-idx2-ubyte.gz" if zipped else "a-idx2-ubyte")
    path.write_bytes(gzip.compress(TWO_BY_THREE) if zipped else TWO_BY_THREE)
    array = read_idx(path)
    assert array.dtype == np.uint8
    assert array.tolist() == [[1, 2, 3], [4, 5, 6]]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not an IDX file"),
        (b"\0\0\x0d\x02" + TWO_BY_THREE[4:], "is not an IDX file"),
        (b"size,price\n1,2\n", "is not an IDX file"),
        (TWO_BY_THREE[:-1], r"announces \(2, 3\) values but holds 5"),
        (TWO_BY_THREE[:10], "breaks off in its head"),
    ],
)
def test_a_file_that_is_not_one_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "train-images-idx3-ubyte"
    path.write_bytes(content)
    with pytest.raises(DataFileError, match=sentence):
        read_idx(path)


def test_a_broken_gzip_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "train-images-idx3-ubyte.gz"
    path.write_bytes(gzip.compress(TWO_BY_THREE)[:-6])
    with pytest.raises(DataFileError, match=r"is broken gzip \(.*\); delete it and fetch it again"):
        read_idx(path)


@given(
    content=st.binary(max_size=80), head=st.sampled_from([b"", b"\0\0\x08", b"\0\0\x08\x01", b"\x1f\x8b\x08"])
)
def test_no_bytes_give_anything_but_an_array_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, head: bytes
) -> None:
    folder = tmp_path_factory.mktemp("idx")
    for name in ("images", "images.gz"):
        (folder / name).write_bytes(head + content)
        try:
            assert read_idx(folder / name).dtype == np.uint8
        except DataFileError as error:
            assert name in str(error)  # noqa: PT017 - either outcome is right
