from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.impute import SimpleImputer

from handsonn.data import preparation, prepare, split
from handsonn.data.preparation import fit_preparation
from handsonn.errors import DataError
from handsonn.records import Column, Dataset, Missing

NAN = np.nan


def table(x: Any, missing: Missing = "median", **options: Any) -> Dataset:
    names = tuple("abcdefgh"[: np.shape(x)[1]])
    y = np.arange(len(x), dtype=np.float32)
    settings = {"feature_names": names, "ordered": True, **options}
    return Dataset("table", np.asarray(x, np.float32), y, "regression", missing=missing, **settings)


@pytest.mark.parametrize("missing", ["mean", "median", "most_frequent"])
def test_gaps_are_filled_as_scikit_learn_fills_them_from_the_training_rows_alone(missing: Missing) -> None:
    x = np.random.default_rng(0).integers(0, 9, (60, 3)).astype(np.float32)
    x[np.random.default_rng(1).random(x.shape) < 0.2] = NAN
    parts = split(table(x, missing), validation=0, test=0.5, scaler="none")
    oracle = SimpleImputer(strategy=missing).fit(x[:30])
    np.testing.assert_allclose(parts.train.x, oracle.transform(x[:30]), rtol=1e-6)
    np.testing.assert_allclose(parts.test.x, oracle.transform(x[30:]), rtol=1e-6)  # type: ignore[union-attr]
    np.testing.assert_allclose(parts.preparation.fill_values, oracle.statistics_, rtol=1e-6)


def test_a_missing_category_becomes_the_most_frequent_one_whatever_fills_numbers() -> None:
    columns = (Column("size", "number"), Column("cut", "category", ("bad", "good")))
    x = [[1, 1, 0], [2, 0, 1], [NAN, 0, 1], [9, NAN, NAN]]
    data = table(x, "mean", columns=columns, feature_names=("size", "cut=bad", "cut=good"))
    parts = split(data, validation=0, test=0, scaler="none")
    np.testing.assert_array_equal(parts.train.x, [[1, 1, 0], [2, 0, 1], [4, 0, 1], [9, 0, 1]])


def test_gaps_do_not_disturb_the_scale() -> None:
    parts = split(table([[0], [NAN], [10], [4]], "median"), validation=0, test=0, scaler="minmax")
    np.testing.assert_allclose(parts.train.x, [[0], [0.4], [1], [0.4]])


def test_prepared_samples_are_float32_and_the_same_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    data = Dataset("grey", np.arange(160, dtype=np.uint8).reshape(10, 4, 4), None, "unlabelled", kind="image")
    parts = split(data, validation=0, test=0)
    assert parts.train.x.dtype == np.float32
    assert (parts.train.x.min(), parts.train.x.max()) == (0.0, 1.0)
    monkeypatch.setattr(preparation, "_BLOCK_VALUES", 20)
    np.testing.assert_array_equal(prepare(parts.preparation, data.x), parts.train.x)


@pytest.mark.parametrize(
    ("x", "phrase"),
    [
        (np.ones((2, 3)), r"has|have 3 features, but the network was trained on 2 \(a, b\)"),
        (np.ones((2, 2, 2)), r"shape \(2, 2\), but the network was trained on shape \(2,\)"),
        ([[1, NAN]], "missing .NaN. in sample 0, feature 'b'.*--missing median"),
        ([[1, 2], [np.inf, 3]], "inf, more than a network can hold .* in sample 1, feature 'a'"),
        ([["1", "2"]], "x holds texts"),
        ([[1, 2], [3]], "rows of different lengths"),
        (np.ones((0, 2)), "there are no samples"),
    ],
)
def test_samples_that_do_not_fit_are_answered_by_a_sentence(x: Any, phrase: str) -> None:
    learnt = split(table([[1, 2], [3, 4]], "refuse"), validation=0, test=0).preparation
    with pytest.raises(DataError, match=phrase):
        prepare(learnt, x)


def test_a_feature_without_a_value_in_the_training_rows_is_refused() -> None:
    with pytest.raises(DataError, match="feature 'b' has no value in any training row"):
        split(table([[1, NAN], [2, NAN], [3, 4]]), validation=0, test=0.3)
    nameless = table([[1, NAN], [2, NAN], [3, 4]], feature_names=())
    with pytest.raises(DataError, match="feature 1 has no value in any training row"):
        split(nameless, validation=0, test=0.3)


def test_gaps_in_anything_but_a_table_are_refused() -> None:
    data = Dataset(
        "signals", np.ones((3, 4, 2), np.float32), None, "unlabelled", kind="signal", missing="mean"
    )
    with pytest.raises(
        DataError, match=r"fills the features of a table, but its samples have shape \(4, 2\)"
    ):
        fit_preparation(data, np.arange(3))


def test_a_data_set_with_gaps_that_nothing_fills_is_refused() -> None:
    with pytest.raises(DataError, match=r"table: x is missing .NaN. in sample 1, feature 'a'"):
        split(table([[1], [NAN], [2]], "refuse"), validation=0, test=0)


def test_prepared_samples_begin_where_training_can_read_them_without_a_copy() -> None:
    data = table(np.arange(2000.0).reshape(-1, 2))
    for parts in (split(data).train.x, prepare(split(data).preparation, data.x)):
        assert parts.ctypes.data % 64 == 0
