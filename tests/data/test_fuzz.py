"""Whatever bytes a file holds, only a HandsonnError may escape."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path

import hostile_files
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image
from pyarrow import parquet

from handsonn.data.files import load_file
from handsonn.errors import HandsonnError

FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def swallow(path: Path, *, target: str | None) -> None:
    """Load; a sentence is fine, any other error is not, and neither is a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            data = load_file(path, target=target, missing="median")
        except HandsonnError as error:
            assert "\n" not in str(error)  # noqa: PT017 - there need not be one
        else:
            assert len(data.x) == len(data.y)  # type: ignore[arg-type]
            assert data.x.dtype in (np.float32, np.uint8)


def _table() -> pa.Table:
    return pa.table(
        {
            "age": [1.0, None, 3.5, 4.0] * 5,
            "cut": pa.array(["a", "b", "c", None] * 5).dictionary_encode(),
            "on": [True, False, None, True] * 5,
            "label": [1, 2, 1, 2] * 5,
        }
    )


def _parquet() -> bytes:
    file = io.BytesIO()
    parquet.write_table(_table(), file)
    return file.getvalue()


def _npz(save: Callable[..., None]) -> bytes:
    file = io.BytesIO()
    save(file, x=np.arange(40.0).reshape(10, 4), y=np.arange(10) % 3)
    return file.getvalue()


def _picture(kind: str, mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    noise = np.random.default_rng(0).integers(0, 256, (9, 7, 3), np.uint8)
    Image.fromarray(noise).convert(mode).save(file, kind)
    return file.getvalue()


VALID = {
    "csv": hostile_files.numbered('1,"2.5",a', "7,,b").encode(),
    "semicolons.csv": "age;size;label\n1,5;2;a\n2,5;;b\n3;4;a\n".encode("utf-8-sig"),
    "parquet": _parquet(),
    "npz": _npz(np.savez),
    "compressed.npz": _npz(np.savez_compressed),
    "png": _picture("PNG"),
    "palette.png": _picture("PNG", "P"),
    "gif": _picture("GIF", "P"),
    "jpg": _picture("JPEG"),
    "tiff": _picture("TIFF"),
    "bmp": _picture("BMP"),
    "webp": _picture("WEBP"),
}


def write(folder: Path, name: str, content: bytes) -> tuple[Path, str | None]:
    """Write a file of that kind; an image stands in a folder with a good one of another class."""
    suffix = name.rsplit(".", 1)[-1]
    if suffix in ("csv", "parquet", "npz"):
        path = folder / f"data.{suffix}"
        path.write_bytes(content)
        return path, None if suffix == "npz" else "label"
    for label, pixels in (("good", _picture("PNG")), ("fuzz", content)):
        (folder / label).mkdir(exist_ok=True)
        (folder / label / f"1.{suffix}").write_bytes(pixels)
    return folder, None


@pytest.mark.parametrize("name", VALID)
def test_the_file_is_read_before_it_is_mutated(tmp_path: Path, name: str) -> None:
    path, target = write(tmp_path, name, VALID[name])
    assert len(load_file(path, target=target, missing="median")) >= 2


@pytest.mark.parametrize("suffix", ["csv", "parquet", "npz", "png"])
@given(content=st.binary(max_size=300))
@example(content=b"")
@example(content=b"PK\x05\x06" + b"\0" * 18)
@example(content=b"PAR1" + b"\0" * 8 + b"PAR1")
@settings(FUZZ, max_examples=60)
def test_random_bytes_are_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, content: bytes
) -> None:
    path, target = write(tmp_path_factory.mktemp("fuzz"), suffix, content)
    with pytest.raises(HandsonnError):
        load_file(path, target=target)


@given(content=st.text(alphabet='a1,;\t|"\n\r .-\0é', max_size=120))
@FUZZ
def test_text_that_is_almost_a_table_is_read_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: str
) -> None:
    path, target = write(tmp_path_factory.mktemp("fuzz"), "csv", f"age,label\n{content}".encode())
    swallow(path, target=target)
    path.write_bytes(content.encode())
    swallow(path, target="a")


@pytest.mark.parametrize("name", VALID)
@given(data=st.data())
@FUZZ
def test_a_mutated_file_is_read_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    content = bytearray(VALID[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content))) :]
    path, target = write(tmp_path_factory.mktemp("fuzz"), name, bytes(content))
    swallow(path, target=target)
