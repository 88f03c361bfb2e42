from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from handsonn.data import load_like, split
from handsonn.data.columns import ColumnReader
from handsonn.data.files import load_file
from handsonn.data.files.parquet import read_parquet
from handsonn.errors import DataFileError


def write(folder: Path, **columns: Any) -> Path:
    path = folder / "table.parquet"
    parquet.write_table(pa.table({name: pa.array(values) for name, values in columns.items()}), path)
    return path


@pytest.mark.parametrize(
    ("values", "features"),
    [
        ([1, 2, 3], {"v": [1, 2, 3]}),
        (np.array([1, 2, 3], np.uint8), {"v": [1, 2, 3]}),
        (np.array([0.5, 2, 3], np.float16), {"v": [0.5, 2, 3]}),
        ([Decimal("1.25"), Decimal(2), Decimal(3)], {"v": [1.25, 2, 3]}),
        (["1", "2.5", "3"], {"v": [1, 2.5, 3]}),
        (pa.array([1, 2, 1]).dictionary_encode(), {"v": [1, 2, 1]}),
        (["a", "b", "a"], {"v=a": [1, 0, 1], "v=b": [0, 1, 0]}),
        (pa.array(["a", "b", "a"]).dictionary_encode(), {"v=a": [1, 0, 1], "v=b": [0, 1, 0]}),
        ([True, False, True], {"v=False": [0, 1, 0], "v=True": [1, 0, 1]}),
        ([b"a", b"b", b"a"], {"v=a": [1, 0, 1], "v=b": [0, 1, 0]}),
    ],
)
def test_each_type_of_column_becomes_numbers(
    tmp_path: Path, values: Any, features: dict[str, list[float]]
) -> None:
    data = load_file(write(tmp_path, v=values, label=["x", "y", "x"]), target="label")
    assert dict(zip(data.feature_names, data.x.T.tolist(), strict=True)) == features


def test_null_and_nan_are_both_gaps(tmp_path: Path) -> None:
    path = write(tmp_path, v=[1.0, None, float("nan"), 4.0], c=["a", None, "b", "a"], label=[1.5, 2, 3, 4])
    data = load_file(path, target="label", missing="mean")
    assert np.isnan(data.x).tolist() == [[False] * 3, [True] * 3, [True, False, False], [False] * 3]


def test_the_first_row_is_row_1_and_rows_are_counted_across_batches(tmp_path: Path) -> None:
    numbers = np.zeros(70_001)
    numbers[70_000] = np.inf
    path = write(tmp_path, v=numbers, label=np.arange(70_001) % 2)
    with pytest.raises(DataFileError, match="row 70001, column 'v': inf"):
        load_file(path, target="label")


def test_a_file_that_claims_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, v=[1.0, 2.0], label=["a", "b"])

    def choose(names: tuple[str, ...], decimal_comma: bool) -> dict[str, ColumnReader]:
        return {name: ColumnReader("t", name, decimal_comma=decimal_comma) for name in names}

    with pytest.raises(DataFileError, match="says that it holds 4 numbers, more than the 3"):
        read_parquet(path, choose, largest=3)


def test_a_parquet_file_and_a_csv_file_of_the_same_table_are_the_same_data(tmp_path: Path) -> None:
    columns = {"size": [1.5, 2.0, 3.25], "cut": ["good", "bad", "good"], "price": [10.5, 20.0, 30.0]}
    lines = ["size,cut,price", *[f"{a},{b},{c}" for a, b, c in zip(*columns.values(), strict=True)]]
    (tmp_path / "table.csv").write_text("\n".join(lines))
    one = load_file(write(tmp_path, **columns), target="price")
    other = load_file(tmp_path / "table.csv", target="price")
    assert one.fingerprint == other.fingerprint
    assert one.feature_names == other.feature_names
    assert one.task == "regression"


def test_texts_that_are_not_utf_8_although_the_file_says_so_are_refused(tmp_path: Path) -> None:
    lies = pa.array([b"good", b"b\xffd"]).view(pa.string())
    with pytest.raises(DataFileError, match=r"table.parquet cannot be read: .*UTF8"):
        load_file(write(tmp_path, v=[1.0, 2.0], label=lies), target="label")


def test_a_table_without_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"table.parquet has no columns"):
        load_file(write(tmp_path), target="label")


def test_new_rows_hold_numbers_where_the_training_had_categories(tmp_path: Path) -> None:
    data = load_file(write(tmp_path, zone=["a", "b", "1"], label=[1.5, 2, 3]), target="label")
    preparation = split(data, validation=0, test=0).preparation
    assert preparation.feature_names == ("zone=1", "zone=a", "zone=b")
    assert load_like(write(tmp_path, zone=[1, 1]), preparation).x.tolist() == [[1, 0, 0]] * 2
