"""Columns that only identify a row are left out on request; a wrongly guessed task is put right."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import handsonn as hn
from handsonn.data import load, load_like, split
from handsonn.errors import DataError, UsageError

ROWS = "name,age,survived\n" + "".join(f"Passenger {n},{20 + n % 40},{n % 2}\n" for n in range(200))


@pytest.fixture
def passengers(tmp_path: Path) -> Path:
    path = tmp_path / "passengers.csv"
    path.write_text(ROWS)
    return path


def test_a_column_of_names_is_refused_with_the_words_that_leave_it_out(passengers: Path) -> None:
    with pytest.raises(hn.HandsonnError, match=r"'name' holds more than 100 .*\(--without name\)"):
        load(passengers, target="survived")


def test_a_column_left_out_is_no_feature_and_needs_not_come_again(passengers: Path, tmp_path: Path) -> None:
    data = load(passengers, target="survived", without=["name"])
    assert data.feature_names == ("age",)
    new = tmp_path / "new.csv"
    new.write_text("age\n30\n")
    assert load_like(new, split(data).preparation).x.tolist() == [[30.0]]


def test_a_column_that_is_not_there_cannot_be_left_out(passengers: Path) -> None:
    with pytest.raises(hn.HandsonnError, match="did you mean 'name'"):
        load(passengers, target="survived", without=["nmae"])


def test_the_target_cannot_be_left_out(passengers: Path) -> None:
    with pytest.raises(hn.HandsonnError, match="'survived' is the target"):
        load(passengers, target="survived", without=["survived"])


def test_few_whole_numbers_are_classes_unless_they_are_said_to_be_a_quantity(passengers: Path) -> None:
    assert load(passengers, target="survived", without=["name"]).task == "classification"
    quantity = load(passengers, target="survived", without=["name"], task="regression")
    assert (quantity.task, quantity.class_names) == ("regression", ())


def test_a_registered_table_leaves_columns_out_too() -> None:
    assert "carat" not in load("diamonds", without=["carat"]).feature_names


@pytest.mark.parametrize(
    ("name", "options", "sentence"),
    [
        ("digits", {"without": ["x"]}, "digits has no columns to leave out"),
        ("digits", {"task": "regression"}, "digits is a classification; task= is for files"),
    ],
)
def test_a_registered_set_refuses_what_it_has_no_use_for(name: str, options: dict, sentence: str) -> None:
    with pytest.raises(hn.HandsonnError, match=sentence):
        load(name, **options)


def test_a_folder_of_images_has_no_columns_to_leave_out(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    with pytest.raises(hn.HandsonnError, match=r"without='x' \(--without\) means nothing"):
        load(tmp_path / "photos", without=["x"])


def test_without_labels_every_column_is_a_feature(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("a,b,c\n1,2,x\n3,4,y\n5,6,x\n")
    dataset = load(path, task="unlabelled", without=["a"])
    assert (dataset.y, dataset.task, dataset.target_name) == (None, "unlabelled", "")
    assert [column.name for column in dataset.columns] == ["b", "c"]
    with pytest.raises(UsageError, match="leave one of them out"):
        load(path, task="unlabelled", target="c")
    with pytest.raises(DataError, match="has no column left"):
        load(path, task="unlabelled", without=["a", "b", "c"])
    path.write_text("a,b\n,2\n3,4\n5,6\n")
    with pytest.raises(DataError, match="row 2"):
        load(path, task="unlabelled")
    archive = tmp_path / "mine.npz"
    np.savez(archive, x=np.eye(3))
    with pytest.raises(UsageError, match="is no table"):
        load(archive, task="unlabelled")
