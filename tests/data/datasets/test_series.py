"""The two series: what stands in a window, and what is left out."""

from __future__ import annotations

import numpy as np
import pytest

from handsonn.data import load
from handsonn.data.datasets import co2, seattle_weather


def test_the_first_whole_year_of_carbon_dioxide_predicts_the_next_week() -> None:
    values = co2.table()["co2"]
    starts = [start for start in range(len(values) - 52) if not np.isnan(values[start : start + 53]).any()]
    dataset = load("co2")
    assert len(dataset) == len(starts) == 1_761
    assert np.array_equal(dataset.x[0, :, 0], values[starts[0] : starts[0] + 52].astype(np.float32))
    assert dataset.y is not None
    assert dataset.y[-1] == pytest.approx(values[-1])
    assert "59 of the 2,284 weeks were not measured; the 471 windows" in dataset.note


def test_a_shorter_window_loses_less_to_the_gaps() -> None:
    assert len(co2.co2(weeks=12)) == 2_022
    assert co2.co2(weeks=12).x.shape == (2_022, 12, 1)


def test_weather_windows_end_the_day_before_their_label() -> None:
    columns = seattle_weather.table()
    dataset = load("seattle_weather")
    assert dataset.y is not None
    assert dataset.y[0] == pytest.approx(columns["temp_max"][14])
    assert dataset.x[0, :, 1] == pytest.approx(columns["temp_max"][:14])
    assert dataset.x[5, 0] == pytest.approx([columns[name][5] for name in dataset.feature_names])
    assert dataset.y[-1] == pytest.approx(columns["temp_max"][-1])
