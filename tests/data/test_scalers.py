from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from handsonn.data import prepare, scalers, split
from handsonn.data.scalers import SCALERS, fit_scaler
from handsonn.records import Dataset, Preparation, dumps, loads

ORACLES = {"minmax": MinMaxScaler, "standard": StandardScaler}


def table(x: Any, **options: Any) -> Dataset:
    return Dataset(
        "table", np.asarray(x, np.float32), np.arange(len(x), dtype=np.float32), "regression", **options
    )


@pytest.mark.parametrize("name", ORACLES)
@settings(max_examples=100, deadline=None)
@given(x=arrays.arrays(np.float32, (12, 3), elements=st.floats(-1e6, 1e6, width=32)))
def test_a_scaler_does_what_scikit_learns_does(name: str, x: Any) -> None:
    oracle = ORACLES[name]().fit(x[:8].astype(np.float64)).transform(x.astype(np.float64))
    multiply, add = fit_scaler(name, x[:8], "tabular")
    # x * multiply + add rounds differently from (x - mean) / deviation: by the size of its larger term.
    tolerance = 1e-12 + 4e-16 * np.abs(x.astype(np.float64) * multiply).max()
    np.testing.assert_allclose(x.astype(np.float64) * multiply + add, oracle, rtol=1e-9, atol=tolerance)


@pytest.mark.parametrize("name", ORACLES)
def test_a_constant_feature_becomes_zero(name: str) -> None:
    x = np.array([[7, 1], [7, 2], [7, 4]], np.float32)
    multiply, add = fit_scaler(name, x, "tabular")
    np.testing.assert_allclose((x * multiply + add)[:, 0], 0, atol=1e-12)
    oracle = ORACLES[name]().fit_transform(x.astype(np.float64))
    np.testing.assert_allclose(x * multiply + add, oracle, atol=1e-12)


@pytest.mark.parametrize("name", ORACLES)
def test_fitting_in_blocks_is_fitting_at_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    x = np.random.default_rng(0).normal(5, 3, (1000, 4)).astype(np.float32)
    at_once = fit_scaler(name, x, "tabular")
    monkeypatch.setattr(scalers, "_BLOCK_VALUES", 28)
    np.testing.assert_allclose(fit_scaler(name, x, "tabular"), at_once, rtol=1e-12)


@pytest.mark.parametrize(
    ("shape", "kind", "expected"),
    [
        ((5, 3), "tabular", (3,)),
        ((5, 4, 4), "image", ()),
        ((5, 4, 4, 3), "image", (3,)),
        ((5, 40), "signal", ()),
        ((5, 10, 2), "signal", ()),
        ((5, 10, 2), "series", (2,)),
    ],
)
@pytest.mark.parametrize("name", SCALERS)
def test_each_kind_of_sample_has_its_own_scales(
    name: str, shape: tuple[int, ...], kind: Any, expected: tuple[int, ...]
) -> None:
    x = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    multiply, add = fit_scaler(name, x, kind)
    assert multiply.shape == add.shape == expected
    assert multiply.dtype == np.float64


def test_a_grey_image_has_one_scale_for_all_pixels_and_a_colour_image_one_per_channel() -> None:
    grey = np.array([[[0, 100], [50, 255]]], np.uint8)
    multiply, add = fit_scaler("minmax", grey, "image")
    np.testing.assert_allclose(grey * multiply + add, grey / 255)
    colour = np.array([[[[0, 10, 100]], [[200, 20, 100]]]], np.uint8)
    multiply, add = fit_scaler("minmax", colour, "image")
    np.testing.assert_allclose(multiply, [1 / 200, 1 / 10, 1])
    np.testing.assert_allclose(colour * multiply + add, [[[[0, 0, 0]], [[1, 1, 0]]]], atol=1e-12)


@pytest.mark.parametrize("name", ["none", "normalization"])
def test_without_a_scaler_of_ours_the_values_stay(name: str) -> None:
    data = table([[1, 2], [3, 5], [8, 13]])
    parts = split(data, validation=0, test=0, scaler=name)
    np.testing.assert_array_equal(parts.train.x, data.x)
    assert parts.train.x.dtype == np.float32
    assert parts.preparation.scaler == name


@pytest.mark.parametrize("name", ORACLES)
def test_validation_and_test_rows_teach_the_scaler_nothing(name: str) -> None:
    data = table([[1], [2], [3], [4], [1000]], ordered=True, kind="tabular")
    parts = split(data, validation=0.2, test=0.2, scaler=name)
    oracle = ORACLES[name]().fit(data.x[:3].astype(np.float64))
    np.testing.assert_allclose(parts.test.x, oracle.transform(data.x[4:].astype(np.float64)), rtol=1e-6)  # type: ignore[union-attr]
    leaked = ORACLES[name]().fit_transform(data.x.astype(np.float64))[4:]
    assert not np.allclose(parts.test.x, leaked)  # type: ignore[union-attr]


def test_targets_of_a_regression_stay_in_their_unit() -> None:
    parts = split(table([[1], [2], [3]]), validation=0, test=0, scaler="standard")
    np.testing.assert_array_equal(parts.train.y, [0, 1, 2])


@pytest.mark.parametrize("name", SCALERS)
def test_a_preparation_read_back_from_json_gives_the_same_bits(name: str) -> None:
    x = np.random.default_rng(1).normal(3, 7, (50, 4)).astype(np.float32)
    x[::7, 2] = np.nan
    parts = split(table(x, missing="mean"), scaler=name)
    again = loads(Preparation, dumps(parts.preparation))
    np.testing.assert_array_equal(prepare(again, x), prepare(parts.preparation, x))
    np.testing.assert_array_equal(prepare(again, x[parts.train_rows]), parts.train.x)


@settings(max_examples=100, deadline=None)
@given(x=arrays.arrays(np.float32, (12, 3), elements=st.floats(-1e6, 1e6, width=32)))
def test_the_scale_from_0_to_1_is_that_of_min_max_scaler_bit_for_bit(x: Any) -> None:
    oracle = MinMaxScaler().fit(x.astype(np.float64))
    multiply, add = fit_scaler("minmax", x, "tabular")
    np.testing.assert_array_equal(multiply, oracle.scale_)
    np.testing.assert_array_equal(add, oracle.min_)


def test_a_feature_that_varies_by_less_than_its_arithmetic_is_left_alone_as_by_min_max_scaler() -> None:
    x = np.array([[0.0], [1e-16]])
    assert MinMaxScaler().fit(x).scale_ == fit_scaler("minmax", x, "tabular")[0] == 1
    x = np.array([[0.0], [1e-14]])
    assert MinMaxScaler().fit(x).scale_ == fit_scaler("minmax", x, "tabular")[0] > 1
