from __future__ import annotations

import csv as standard_csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handsonn.data import features, load_like, split
from handsonn.data.columns import ColumnReader
from handsonn.data.files import load_file
from handsonn.data.files.csv import _explain, read_csv
from handsonn.data.files.csv_dialect import Dialect, detect
from handsonn.errors import DataError, DataFileError
from handsonn.records import Column, Dataset


def load_text(folder: Path, content: str | bytes, name: str = "table.csv", **options: object) -> Dataset:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_file(path, **{"target": "label", **options})  # type: ignore[arg-type]


def read_all(path: Path, *, block_bytes: int = 1 << 16) -> dict[str, list[object]]:
    def choose(names: tuple[str, ...], decimal_comma: bool) -> dict[str, ColumnReader]:
        return {name: ColumnReader("table", name, decimal_comma=decimal_comma) for name in names}

    table = read_csv(path, choose, block_bytes=block_bytes)
    return {
        column.name: column.numbers.tolist()
        if column.numbers is not None
        else [column.texts[code] if code >= 0 else None for code in column.codes]  # type: ignore[union-attr]
        for column in table.columns
    }


def test_numbers_stay_and_a_category_becomes_one_feature_per_value(tmp_path: Path) -> None:
    data = load_text(tmp_path, "carat,cut,label\n0.5,Ideal,a\n1,Fair,b\n2.25,Ideal,a\n")
    assert data.feature_names == ("carat", "cut=Fair", "cut=Ideal")
    np.testing.assert_array_equal(data.x, np.array([[0.5, 0, 1], [1, 1, 0], [2.25, 0, 1]], np.float32))
    assert data.x.dtype == np.float32
    assert data.columns == (Column("carat", "number"), Column("cut", "category", ("Fair", "Ideal")))
    np.testing.assert_array_equal(data.y, [0, 1, 0])
    assert (data.class_names, data.task, data.target_name) == (("a", "b"), "classification", "label")


PLAIN = "size,label\n1.5,a\n2,b\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("table.csv", b"\xef\xbb\xbf" + PLAIN.encode()),
        ("table.csv", PLAIN.replace("\n", "\r\n").encode()),
        ("table.csv", PLAIN.replace("\n", "\r").encode()),
        ("table.csv", PLAIN.rstrip().encode()),
        ("table.csv", PLAIN.replace("\n", "\n\n\n").encode()),
        ("table.csv", b"\n \n" + PLAIN.encode()),
        ("table.csv", PLAIN.replace(",", ";").encode()),
        ("table.csv", PLAIN.replace(",", ";").replace(".", ",").encode()),
        ("table.csv", PLAIN.replace(",", "|").encode()),
        ("table.csv", PLAIN.replace(",", " , ").encode()),
        ("table.csv", PLAIN.replace("1.5", '"1.5"').encode()),
        ("table.csv", PLAIN.replace("1.5", "+1.5e0").encode()),
        ("TABLE.CSV", PLAIN.encode()),
        ("table.tsv", PLAIN.replace(",", "\t").encode()),
        ("table.tab", PLAIN.replace(",", "\t").replace(".", ",").encode()),
        ("table.tsv", PLAIN.encode()),
    ],
)
def test_the_same_table_is_read_from_each_way_of_writing_it(
    tmp_path: Path, name: str, content: bytes
) -> None:
    data = load_text(tmp_path, content, name)
    assert data.feature_names == ("size",)
    assert data.x.tolist() == [[1.5], [2.0]]
    assert data.class_names == ("a", "b")


def test_the_note_says_what_is_unusual_about_the_file(tmp_path: Path) -> None:
    plain = load_text(tmp_path, "size,label\n1.5,a\n2,b\n4,b\n")
    european = load_text(tmp_path, "size;label\n1,5;a\n2;b\n4;b\n")
    assert plain.note == ""
    assert european.note == "columns separated by semicolons; decimal commas read as points"


def test_a_column_that_cannot_help_is_noted(tmp_path: Path) -> None:
    data = load_text(tmp_path, "id,same,kind,size,label\n7,1,x,3,a\n8,1,x,1,b\n9,1,x,2,b\n")
    assert data.note == (
        "column 'id' only counts the rows; column 'same' is the same in every row; "
        "column 'kind' is the same in every row"
    )


def test_a_quoted_cell_may_hold_separators_quotes_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('name,size\n"a, ""b""\nc",1\nd,2\n"e",3\n')
    assert read_all(path) == {"name": ['a, "b"\nc', "d", "e"], "size": [1.0, 2.0, 3.0]}


def test_a_comma_in_a_header_of_semicolons_is_part_of_the_name(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("price, EUR;size\n1;2\n3;4\n")
    assert list(read_all(path)) == ["price, EUR", "size"]


def test_each_way_to_write_nothing_is_a_gap(tmp_path: Path) -> None:
    content = "size,cut,label\n" + "".join(f"{gap},{gap},a\n" for gap in ("", " ", "NA", "n/a", "nan", "?"))
    data = load_text(tmp_path, content + "1,x,b\n2,y,b\n", missing="median")
    assert np.isnan(data.x).all(axis=1).tolist() == [True] * 6 + [False] * 2
    assert data.missing == "median"


@pytest.mark.parametrize("block_bytes", [64, 100, 1000, 1 << 20])
def test_the_size_of_the_blocks_changes_nothing(tmp_path: Path, block_bytes: int) -> None:
    path = tmp_path / "table.csv"
    rows = [(f"{i / 7:.4f}", "" if i % 5 == 0 else "xyz"[i % 3]) for i in range(300)]
    path.write_text("size,kind\n" + "".join(f"{size},{kind}\n" for size, kind in rows))
    table = read_all(path, block_bytes=block_bytes)
    assert table["size"] == [float(size) for size, _ in rows]
    assert table["kind"] == [kind or None for _, kind in rows]


@pytest.mark.parametrize("row", [2, 3, 150, 301])
def test_a_text_among_numbers_is_found_in_whichever_block_it_stands(tmp_path: Path, row: int) -> None:
    path = tmp_path / "table.csv"
    lines = ["age,size", *[f"{i},{i}" for i in range(300)]]
    lines[row - 1] = "1,oops"
    path.write_text("\n".join(lines))
    with pytest.raises(DataFileError, match=f"row {row}, column 'size': 'oops' is not a number"):
        read_all(path, block_bytes=512)


def test_blank_lines_count_as_rows_as_they_do_in_an_editor(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("age,size\n1,2\n\n\n3,4\n5,6\n7,oops\n")
    with pytest.raises(DataFileError, match="row 7, column 'size'"):
        read_all(path)


def test_values_before_the_first_block_that_decides_are_gaps(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("age,size\n" + "1,\n" * 50 + "2,3.5\n")
    table = read_all(path, block_bytes=64)
    assert np.isnan(table["size"][:50]).all()  # type: ignore[call-overload]
    assert table["size"][50] == 3.5


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        (b"{i}-name,1\n", "holds more than 100 different texts"),
        (b"x" * 300 + b"{i},1\n", "holds a text of 30"),
        (b"{i},1,2\n", "row 2 has 3 cells"),
    ],
)
def test_junk_is_refused_after_a_few_blocks_however_long_the_file_is(
    tmp_path: Path, line: bytes, phrase: str
) -> None:
    path = tmp_path / "table.csv"
    with path.open("wb") as file:
        file.write(b"name,label\n")
        for i in range(200_000):
            file.write(line.replace(b"{i}", b"%d" % i))
    served = 0
    open_file = Path.open

    class Counting(io.FileIO):
        def read(self, size: int | None = -1, /) -> bytes:
            nonlocal served
            chunk = super().read(-1 if size is None else size) or b""
            served += len(chunk)
            return chunk

    def counting_open(self: Path, mode: str = "r") -> object:
        return Counting(self, "rb") if self == path and mode == "rb" else open_file(self, mode)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", counting_open)
        with pytest.raises(DataError, match=phrase):
            read_all(path, block_bytes=1 << 14)
    assert served < 40 << 14 < path.stat().st_size


def test_a_table_larger_than_the_memory_allows_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handsonn.data import raw_table

    monkeypatch.setitem(raw_table.collect.__kwdefaults__, "largest", 10)
    with pytest.raises(DataFileError, match="holds more than 10 numbers in 2 columns"):
        load_text(tmp_path, "size,label\n" + "1,a\n2,b\n" * 3)


def test_one_hot_features_that_would_not_fit_into_memory_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(features, "LARGEST_TABLE", 17)
    with pytest.raises(DataError, match="6 rows by 3 features are too many"):
        load_text(tmp_path, "cut,label\na,1.5\nb,2\nc,3\na,1\nb,1\nc,5\n")


def test_new_rows_of_a_tsv_file_are_read(tmp_path: Path) -> None:
    data = load_text(tmp_path, "size\tlabel\n1,5\ta\n2\tb\n", "training.tsv")
    new = tmp_path / "new.tsv"
    new.write_text("label\tsize\nb\t2.5\n")
    samples = load_like(new, split(data, validation=0, test=0).preparation)
    assert (samples.x.tolist(), samples.y.tolist()) == ([[2.5]], [1])  # type: ignore[union-attr]


def test_a_complaint_of_pyarrow_that_we_do_not_know_is_passed_on() -> None:
    dialect = Dialect(",", ("a", "b"), 1, decimal_comma=False)
    assert _explain("table.csv", "CSV parse error: of a new kind\nmore", dialect, 100).startswith(
        "table.csv cannot be read: CSV parse error: of a new kind; expected a CSV table"
    )


def test_a_sample_of_the_file_may_end_within_a_character() -> None:
    start = "größe,label\n1,a\n2,ö".encode()[:-1]
    assert detect("table", start, ",", whole=False).names == ("größe", "label")


def test_something_that_no_csv_reader_takes_is_refused() -> None:
    with pytest.raises(DataFileError, match="is not a text table"):
        detect("table", b"a,b\n" + b'"' + b"x" * 200_000 + b'",2\n', ",", whole=True)


NAMES = st.text("abcdefgh _", min_size=1, max_size=6).map(str.strip).filter(bool)
CELLS = st.one_of(
    st.floats(-1e30, 1e30).map(repr),
    st.none(),
)
WORDS = st.one_of(st.none(), st.sampled_from(['red "hot"', "blue, deep", "green\ngrass", "ä"]))


@settings(max_examples=60, deadline=None)
@given(data=st.data(), separator=st.sampled_from(",;\t|"), line_end=st.sampled_from(["\n", "\r\n"]))
def test_whatever_a_csv_writer_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, separator: str, line_end: str
) -> None:
    names = data.draw(st.lists(NAMES, min_size=2, max_size=4, unique=True))
    kinds = data.draw(st.lists(st.sampled_from([CELLS, WORDS]), min_size=len(names), max_size=len(names)))
    count = data.draw(st.integers(1, 20))
    columns = {
        n: data.draw(st.lists(k, min_size=count, max_size=count)) for n, k in zip(names, kinds, strict=True)
    }
    path = tmp_path_factory.mktemp("csv") / "table.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = standard_csv.writer(file, delimiter=separator, lineterminator=line_end)
        writer.writerow(names)
        writer.writerows(zip(*columns.values(), strict=True))
    kept = [i for i in range(count) if any(values[i] is not None for values in columns.values())]
    if not kept:
        with pytest.raises(DataFileError, match="columns but no rows"):
            read_all(path)
        return
    for name, cells in read_all(path).items():
        expected = [columns[name][i] for i in kept]
        numbers = all(cell is None or cell[-1].isdigit() for cell in expected)
        if numbers:
            np.testing.assert_array_equal(
                np.array(cells, float), np.array([np.nan if c is None else float(c) for c in expected])
            )
        else:
            assert cells == expected
