"""The two embedded tables, encoded as a learner's file would be."""

from __future__ import annotations

import numpy as np
import pytest

from handsonn.data import load
from handsonn.data.datasets import diamonds, txhousing
from handsonn.errors import DataError, UnknownName


def test_diamonds_predict_the_price_from_numbers_and_categories() -> None:
    dataset, table = load("diamonds"), diamonds.table()
    assert dataset.x.shape == (53_940, 26)
    assert dataset.task == "regression"
    assert np.array_equal(dataset.y, table["price"])
    names = list(dataset.feature_names)
    assert np.allclose(dataset.x[:, names.index("carat")], table["carat"])
    for name in ("cut", "color", "clarity"):
        of_column = [number for number, feature in enumerate(names) if feature.startswith(f"{name}=")]
        known = np.array([names[number].removeprefix(f"{name}=") for number in of_column])
        assert np.array_equal(known[dataset.x[:, of_column].argmax(axis=1)], table[name])
        assert (dataset.x[:, of_column].sum(axis=1) == 1).all()


def test_another_column_of_diamonds_can_be_the_target() -> None:
    dataset = load("diamonds", target="cut")
    assert dataset.task == "classification"
    assert set(dataset.class_names) == {"Fair", "Good", "Very Good", "Premium", "Ideal"}
    assert "price" in dataset.feature_names
    assert not any(name.startswith("cut") for name in dataset.feature_names)


def test_a_target_that_is_no_column_gets_the_nearest_one() -> None:
    with pytest.raises(UnknownName, match="did you mean 'carat'"):
        load("diamonds", target="karat")


def test_txhousing_keeps_its_gaps_and_says_how_they_will_be_filled() -> None:
    dataset, table = load("txhousing"), txhousing.table()
    known = ~np.isnan(table["median"])
    assert len(dataset) == known.sum() == 7_986
    assert np.allclose(dataset.y, table["median"][known])
    listings = dataset.x[:, dataset.feature_names.index("listings")]
    assert np.allclose(listings, table["listings"][known], equal_nan=True)
    assert dataset.missing == "median"
    assert "date" not in dataset.feature_names
    assert "616 rows whose median is not known are left out; 860 rows have gaps" in dataset.note


def test_txhousing_takes_another_way_to_fill() -> None:
    dataset = load("txhousing", missing="mean")
    assert dataset.missing == "mean"
    assert "to be filled with each column's mean" in dataset.note


def test_txhousing_refuses_its_gaps_on_request_and_names_rows() -> None:
    with pytest.raises(DataError, match=r"txhousing: 860 rows lack a value \(row \d+ '\w+'"):
        load("txhousing", missing="refuse")
