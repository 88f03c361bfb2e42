"""A look at data: figures known by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from handsonn.data.duplicates import count_duplicates
from handsonn.data.files import load_file
from handsonn.errors import DataFileError, HandsonnError
from handsonn.experiments.data_view import MOST_FEATURES, column_names, view_data
from handsonn.experiments.results_folder import forget_training, write_results
from handsonn.experiments.sample_view import image_bytes, image_sheet, number_text
from handsonn.records import Dataset


def table(x: np.ndarray, y: np.ndarray, **facts: object) -> Dataset:
    names = tuple(f"f{number}" for number in range(x.shape[1]))
    return Dataset("mine", x.astype(np.float32), y, "classification", feature_names=names, **facts)  # type: ignore[arg-type]


def test_few_whole_numbers_have_a_bar_each() -> None:
    x = np.array([[1], [1], [2], [4]])
    view = view_data(table(x, np.array([0, 0, 1, 1]), class_names=("no", "yes")))
    assert view["features"][0]["counts"] == [2, 1, 0, 1]
    assert view["features"][0]["edges"] == [0.5, 1.5, 2.5, 3.5, 4.5]
    assert view["labels"]["classes"] == [{"name": "no", "samples": 2}, {"name": "yes", "samples": 2}]
    assert view["duplicates"] == 1


def test_a_feature_without_any_value_and_a_constant_are_told() -> None:
    x = np.array([[np.nan, 5.0], [np.nan, 5.0]])
    empty, constant = view_data(table(x, np.array([0, 1]), class_names=("a", "b")))["features"]
    assert (empty["missing"], empty["counts"]) == (2, [])
    assert (constant["low"], constant["high"], sum(constant["counts"])) == (5.0, 5.0, 2)


def test_a_category_is_one_column_with_its_rows_counted_and_its_gap_counted_once(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text("city,area,price\nBonn,1,5\nUlm,2,6\n,,7\nUlm,4,8\n")
    view = view_data(load_file(tmp_path / "h.csv", target="price", missing="median"))
    assert (view["columns"], view["shape"]) == (2, [3])
    city, area = view["features"]
    assert (city["name"], city["categories"], city["counts"]) == ("city", ["Bonn", "Ulm"], [1, 2])
    assert (area["name"], area["low"], area["high"]) == ("area", 1.0, 4.0)
    assert (view["missing_values"], view["missing_in"]) == (2, {"city": 1, "area": 1})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1_309_490, "1,309,490"), (986_417.3, "986,417"), (12_345.67, "12,345.7"),
        (20_619.01, "20,619"), (-10_000, "-10,000"),
        (9_999, "9999"), (1900, "1900"), (0.313, "0.313"), (0, "0"), (1e-6, "1e-06"), (3e15, "3e+15"),
        (np.float32(0.1), "0.1"), (np.nan, ""),
    ],
)  # fmt: skip
def test_a_price_is_written_in_full_and_a_year_without_a_comma(value: float, text: str) -> None:
    assert number_text(value) == text


def test_a_thousand_features_are_cut_and_the_rest_is_counted() -> None:
    view = view_data(table(np.ones((3, 1000)), np.array([0, 1, 1]), class_names=("a", "b")))
    assert len(view["features"]) == MOST_FEATURES
    assert view["more_features"] == 1000 - MOST_FEATURES


def test_repeated_samples_are_those_that_equal_an_earlier_one() -> None:
    assert count_duplicates(np.array([[1.0, 2.0], [1.0, 2.0], [2.0, 1.0], [1.0, 2.0]])) == 2
    assert count_duplicates(np.array([[0.0], [-0.0]])) == 1


def test_pixels_that_use_a_part_of_the_range_are_stretched_and_others_are_left() -> None:
    dark = np.array([[[0, 8], [16, 4]]], np.uint8)
    assert image_bytes(dark).tolist() == [[[0, 128], [255, 64]]]
    full = np.array([[[0, 255], [16, 4]]], np.uint8)
    assert image_bytes(full) is full
    assert image_sheet(full) | {"pixels": ""} == {
        "count": 1,
        "height": 2,
        "width": 2,
        "channels": 1,
        "pixels": "",
    }


@pytest.mark.parametrize(("name", "text"), [("a.csv", "x,y\n1,2\n"), ("a.tsv", "x\ty\n1\t2\n")])
def test_columns_are_named_without_reading_the_rows(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text + "broken rows, that nobody, has, read\n")
    assert column_names(tmp_path / name) == ("x", "y")


def test_an_archive_has_no_columns_and_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", x=np.zeros((2, 2)))
    assert column_names(tmp_path / "a.npz") == ()
    with pytest.raises(DataFileError, match="there is no file"):
        column_names(tmp_path / "none.csv")


def test_results_that_cannot_be_written_or_deleted_are_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(HandsonnError, match=r"the results could not be written into .* it goes on where"):
        write_results(None, tmp_path / "gone")  # type: ignore[arg-type]
    with pytest.raises(HandsonnError, match="could not be deleted"):
        forget_training(tmp_path / "gone")
