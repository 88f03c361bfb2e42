"""Hostile files and arguments, each with a phrase of the sentence that must answer it.

Shared by the loader's tests and the command line's: `build(folder)` writes the file and returns its path.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Hostile:
    name: str
    build: Callable[[Path], Path]
    phrase: str
    options: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


def text(name: str, content: str | bytes) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return build


def table(phrase: str, content: str | bytes, case: str, file: str = "bad.csv", **options: Any) -> Hostile:
    return Hostile(case, text(file, content), phrase, {"target": "label", **options})


def numbered(*rows: str, count: int = 20) -> str:
    """A good table of 20 rows (2 to 21), in which `rows` follow."""
    good = [f"{i},{i % 3}.5,{'ab'[i % 2]}" for i in range(count)]
    return "\n".join(["age,size,label", *good, *rows]) + "\n"


def _utf16(folder: Path) -> Path:
    return text("bad.csv", "age,label\n1,a\n2,b\n".encode("utf-16"))(folder)


def _workbook(folder: Path) -> Path:
    path = folder / "bad.csv"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return path


def _sparse(size: int) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = folder / "bad.csv"
        with path.open("wb") as file:
            file.write(b"age,label\n1,a\n")
            file.truncate(size)
        return path

    return build


def _special_file(folder: Path) -> Path:
    path = folder / "pipe.csv"
    os.mkfifo(path)
    return path


def parquet(phrase: str, case: str, columns: dict[str, Any], **options: Any) -> Hostile:
    def build(folder: Path) -> Path:
        import pyarrow as pa
        from pyarrow import parquet as pq

        path = folder / "bad.parquet"
        pq.write_table(pa.table({name: pa.array(values) for name, values in columns.items()}), path)
        return path

    return Hostile(case, build, phrase, {"target": "label", **options})


def _cut_parquet(folder: Path) -> Path:
    path = parquet("", "", {"age": list(range(1000)), "label": ["a", "b"] * 500}).build(folder)
    path.write_bytes(path.read_bytes()[:-40])
    return path


def npz(phrase: str, case: str, **arrays: Any) -> Hostile:
    def build(folder: Path) -> Path:
        path = folder / "bad.npz"
        np.savez(path, **arrays)
        return path

    return Hostile(case, build, phrase)


def _npz_of(members: dict[str, bytes]) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = folder / "bad.npz"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return path

    return build


def npy_header(shape: str, dtype: str = "<f4") -> bytes:
    """An .npy member that claims this shape, with eight bytes behind it."""
    header = f"{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape}, }}".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + b"\0" * 8


def _zip_bomb(folder: Path) -> Path:
    """An archive whose directory claims 1 TB for x."""
    path = _npz_of({"x.npy": npy_header("(2, 1)"), "y.npy": npy_header("(2,)")})(folder)
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    second = raw.index(b"PK\x01\x02", at + 4)
    raw[second + 24 : second + 28] = struct.pack("<I", 0xFFFFFFF0)
    path.write_bytes(bytes(raw) + b"")
    return path


def picture(value: int = 100, size: tuple[int, int] = (8, 8), kind: str = "PNG") -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.new("L", size, value).save(file, kind)
    return file.getvalue()


def images(phrase: str, case: str, files: dict[str, bytes | None], **options: Any) -> Hostile:
    """A folder of images: path to bytes; a path to None is an empty folder."""

    def build(folder: Path) -> Path:
        root = folder / "pictures"
        root.mkdir()
        for name, content in files.items():
            path = root / name
            if content is None:
                path.mkdir(parents=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        return root

    return Hostile(case, build, phrase, options)


def _png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header claims this size."""
    import zlib

    raw = bytearray(picture())
    raw[16:24] = struct.pack(">II", width, height)
    raw[29:33] = struct.pack(">I", zlib.crc32(bytes(raw[12:29])))
    return bytes(raw)


GOOD = {"cats/1.png": picture(10), "cats/2.png": picture(20), "dogs/1.png": picture(200)}
XY = {"x": np.arange(20.0).reshape(10, 2), "y": np.arange(10) % 2}
WORDS = [f"person {i}" for i in range(150)]

PATHS = (
    Hostile("missing file", lambda folder: folder / "absent.csv", "there is no file"),
    Hostile("missing folder", lambda folder: folder / "absent" / "a.csv", "there is no folder"),
    Hostile("unknown suffix", text("a.docx", "hello"), "ends in '.docx'; expected .csv"),
    Hostile("no suffix", text("table", "age,label\n1,a\n"), "has no suffix"),
    Hostile("name too long", lambda folder: folder / ("a" * 5000 + ".csv"), "not a usable path"),
    Hostile("NUL in the path", lambda folder: folder / "a\0b.csv", "there is no file|not a usable path"),
    Hostile("named pipe", _special_file, "neither a file nor a folder"),
)

TABLES = (
    table("is empty", "", "empty file"),
    table("is empty", "\n\n  \n", "blank lines only"),
    table("has columns but no rows", "age,label\n", "header only"),
    table("has columns but no rows", "age,label", "header without line end"),
    table("has columns but no rows", "age,label\n,\n\n", "rows of nothing"),
    table("row 22 has 2 cells, but the header has 3", numbered("1,2"), "short row"),
    table("row 22 has 4 cells, but the header has 3", numbered("1,2,a,b"), "long row"),
    table("row 22 has 4 cells.*must be quoted, like", numbered("1,2,5,a"), "decimal comma in a comma file"),
    table("row 22, column 'size': 'abc' is not a number", numbered("1,abc,a"), "text in a number column"),
    table(
        "row 23, column 'age': '1o' is not a number", numbered("", "1o,2,a"), "letter o behind a blank line"
    ),
    table("row 22, column 'size': '1,5'.*decimal point", numbered('1,"1,5",a'), "quoted decimal comma"),
    table("row 22, column 'size': '0x1F'", numbered("1,0x1F,a"), "hexadecimal"),
    table("row 22, column 'size': inf is infinite", numbered("1,inf,a"), "infinity"),
    table("row 22, column 'size': -inf", numbered("1,-Infinity,a"), "minus infinity"),
    table("row 22, column 'size': inf", numbered("1,1e400,a"), "beyond double"),
    table("row 22, column 'size': 1e.39 is infinite or too large", numbered("1,1e39,a"), "beyond float32"),
    table(
        r"2 rows lack a value \(row 22 'age', row 23 'size'\).*--missing median",
        numbered(",1,a", "1,NA,b"),
        "gaps",
    ),
    table(r"7 rows lack a value \(row 22 .*row 26 'age' and 2 more\)", numbered(*[",1,a"] * 7), "many gaps"),
    table("row 22 'label'.*cannot be learnt from", numbered("1,2,"), "gap in the target", missing="median"),
    table(
        "column 'size' holds no value at all", "age,size,label\n1,,a\n2,,b\n", "empty column", missing="mean"
    ),
    table("is predicted with|to be predicted", numbered(), "no target", target=None),
    table("did you mean 'label'", numbered(), "misspelt target", target="lable"),
    table("every row of the target column 'label' is 'a'", "age,label\n1,a\n2,a\n", "one class"),
    table(
        "every row of the target column 'label' is 3", "age,label\n1,3\n2,3\n", "constant", task="regression"
    ),
    table("no column beside the target", "label\na\nb\n", "target only"),
    table("both called 'age'", "age,age,label\n1,2,a\n", "columns of one name"),
    table("column 1 has no name", ",age,label\n0,1,a\n1,2,b\n", "row index of pandas"),
    table("column 3 has no name", "age,label,\n1,a,\n", "comma at line ends"),
    table("first line holds numbers", "1,2,3\n4,5,6\n", "no header"),
    table("first line holds numbers", "5.1,3.5,1.4,setosa\n4.9,3.0,1.3,setosa\n", "iris without header"),
    table("row 3, column 'name' holds bytes that are not UTF-8", b"name,label\na,1\ncaf\xe9,2\n", "Latin-1"),
    table("header holds bytes that are not UTF-8", b"\xe9t\xe9,label\n1,a\n", "Latin-1 header"),
    table("line 3 holds NUL bytes", b"age,label\n1,a\n2,\0b\n", "NUL bytes"),
    Hostile("UTF-16", _utf16, "text in UTF-16", {"target": "label"}),
    Hostile("Excel workbook", _workbook, "Excel workbook", {"target": "label"}),
    table("is a web page", "<!DOCTYPE html><html><body>404</body></html>", "web page"),
    table("it is compressed with gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\3abc", "gzip"),
    table("never closed", 'age,label\n1,a\n2,"b\n3,a\n4,b\n', "open quote"),
    table(
        "spans several lines, or its quote is never closed", 'age,"label\n1,a\n', "open quote in the header"
    ),
    table("holds dates .such as '2024-01-01'", "day,label\n2024-01-01,a\n2024-01-02,b\n", "dates"),
    table(
        "column 'name' holds more than 100 different texts",
        "name,label\n" + "".join(f"{word},{i % 2}\n" for i, word in enumerate(WORDS)),
        "names as a feature",
    ),
    table(
        "row 2, column 'note' holds a text of 300 characters",
        f"note,label\n{'x' * 300},a\nshort,b\n",
        "essay",
    ),
    table(
        "more than 1,000 different texts .*too many classes",
        "age,label\n" + "".join(f"{i},name{i}\n" for i in range(1200)),
        "a name as target",
    ),
    table("holds texts .such as 'a'.; a regression", numbered(), "texts as values", task="regression"),
    table("there is no task called 'clustering'", numbered(), "unknown task", task="clustering"),
    table("no way to fill missing values called 'zero'", numbered(), "unknown filling", missing="zero"),
    table(
        "row 2, column 'size'.*a comma as elsewhere",
        "age;size;label\n1;1.234,5;a\n2;1,5;b\n3;2,5;b\n",
        "thousands",
    ),
    table("row 3, column 'size': '2,5'", "age;size;label\n1;1.5;a\n2;2,5;b\n3;3.5;a\n", "both decimal signs"),
    table("more than 1,000,000 rows without", b"age,label\n1,a\n" + b"\n" * 1_100_000, "blank lines"),
    Hostile("sparse junk of 2 GB", _sparse(2 << 30), "line 3 holds NUL bytes", {"target": "label"}),
    table("line longer than|line 1 is longer", b"a" * (5 << 20), "one line of 5 MB"),
    table("has a line longer than 1,048,576", b"age,label\n1,a\n" + b"9" * (9 << 20), "one cell of 9 MB"),
)

PARQUETS = (
    Hostile(
        "text as Parquet", text("bad.parquet", "age,label\n1,a\n"), "cannot be read", {"target": "label"}
    ),
    Hostile("empty Parquet", text("bad.parquet", ""), "cannot be read", {"target": "label"}),
    Hostile("cut Parquet", _cut_parquet, "cannot be read", {"target": "label"}),
    parquet("has columns but no rows", "no rows", {"age": [], "label": []}),
    parquet("column 'age' holds list", "nested", {"age": [[1], [2]], "label": ["a", "b"]}),
    parquet("column 'age' holds bytes", "bytes", {"age": [b"\xff", b"\xfe"], "label": ["a", "b"]}),
    parquet(
        "column 'day' holds dates",
        "timestamps",
        {"day": [np.datetime64("2024-01-01", "s")] * 2, "label": [1, 2]},
    ),
    parquet(r"row 2 'age'", "Parquet gap", {"age": [1.0, None, 3.0], "label": ["a", "b", "a"]}),
    parquet("row 2, column 'age': inf", "Parquet infinity", {"age": [1.0, np.inf], "label": ["a", "b"]}),
)

ARCHIVES = (
    Hostile("text as .npz", text("bad.npz", "hello"), "not a zip file"),
    Hostile("empty .npz", text("bad.npz", ""), "cannot be read"),
    npz("holds a, b; expected arrays called x and y", "other names", a=np.ones(3), b=np.ones(3)),
    npz("holds x without y", "x alone", x=XY["x"]),
    npz("x has 10 samples, but y has 9", "unequal lengths", x=XY["x"], y=XY["y"][:9]),
    npz("holds Python objects, which could execute code", "objects", x=np.array([{}, None]), y=np.ones(2)),
    npz("x holds texts", "texts", x=np.array([["a"], ["b"]]), y=np.arange(2)),
    npz("x holds complex numbers", "complex numbers", x=XY["x"] * 1j, y=XY["y"]),
    npz("no samples", "no samples", x=np.ones((0, 3)), y=np.ones(0)),
    npz("samples are empty", "no features", x=np.ones((3, 0)), y=np.ones(3)),
    npz("no samples", "a single number", x=np.float32(3), y=np.ones(3)),
    npz(r"x has shape \(2, 2, 2, 2, 2\)", "five dimensions", x=np.ones((2, 2, 2, 2, 2)), y=np.arange(2)),
    npz("images of 5 channels", "five channels", x=np.ones((2, 4, 4, 5), np.uint8), y=np.arange(2)),
    npz("sample 3, position 1", "NaN", x=np.where(np.arange(20).reshape(10, 2) == 7, np.nan, 1.0), y=XY["y"]),
    npz("x is inf", "Inf", x=np.where(np.arange(20).reshape(10, 2) == 7, np.inf, 1.0), y=XY["y"]),
    npz(
        "y is missing .NaN. in sample 2", "NaN label", x=XY["x"], y=np.where(np.arange(10) == 2, np.nan, 1.0)
    ),
    npz("every row of the target column 'y' is '1'|is 1;", "one label", x=XY["x"], y=np.ones(10, int)),
    npz("is not one-hot", "two targets", x=XY["x"], y=np.ones((10, 2))),
    npz("holds x_test alone", "half a test set", x_train=XY["x"], y_train=XY["y"], x_test=XY["x"]),
    npz(
        "x_train has shape .10, 2. and x_test .10, 1.",
        "another test shape",
        x_train=XY["x"],
        y_train=XY["y"],
        x_test=XY["x"][:, :1],
        y_test=XY["y"],
    ),
    Hostile(
        "forged shape",
        _npz_of({"x.npy": npy_header("(1000000000000, 3)"), "y.npy": npy_header("(2,)")}),
        "x should hold 12,000,000,000,000 bytes",
    ),
    Hostile(
        "negative shape",
        _npz_of({"x.npy": npy_header("(-2,)"), "y.npy": npy_header("(2,)")}),
        "cannot be read|cut",
    ),
    Hostile(
        "code in the header",
        _npz_of({"x.npy": npy_header("__import__('os')"), "y.npy": b""}),
        "cannot be read",
    ),
    Hostile("no array", _npz_of({"x.npy": b"hello", "y.npy": b"hello"}), "cannot be read"),
    Hostile("zip bomb", _zip_bomb, "unpacks to 8,589,934,560 bytes"),
    Hostile("target of an archive", npz("", "", **XY).build, "has no columns", {"target": "price"}),
)

FOLDERS = (
    images("is an empty folder", "empty folder", {}),
    images("one class folder only", "one class folder", {"cats/1.png": picture()}),
    images("class folder 'dogs' is empty", "empty class", {"cats/1.png": picture(), "dogs": None}),
    images("holds the file '1.png' beside", "no class folders", {"1.png": picture(), "2.png": picture()}),
    images("dogs/notes.png is not an image", "text as image", {**GOOD, "dogs/notes.png": b"hello"}),
    images(
        "dogs/labels.csv is not an image", "table among images", {**GOOD, "dogs/labels.csv": b"a,b\n1,2\n"}
    ),
    images("dogs/0.png is not an image", "empty image", {**GOOD, "dogs/0.png": b""}),
    images("dogs/2.png cannot be read", "cut image", {**GOOD, "dogs/2.png": picture(size=(500, 500))[:-80]}),
    images(
        "dogs/2.png is too large", "decompression bomb", {**GOOD, "dogs/2.png": _png_claiming(60_000, 60_000)}
    ),
    images("dogs/2.png is too large", "large image", {**GOOD, "dogs/2.png": _png_claiming(8_000, 8_000)}),
    images("holds the folder 'puppies'", "nested folders", {**GOOD, "dogs/puppies/1.png": picture()}),
    images("no columns", "target of a folder", GOOD, target="price"),
    images("expected task='classification'", "regression of a folder", GOOD, task="regression"),
)

CASES = (*PATHS, *TABLES, *PARQUETS, *ARCHIVES, *FOLDERS)
