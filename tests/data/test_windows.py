from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from handsonn.data.windows import make_windows


def test_windows_of_a_short_series_are_known_by_hand() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    x, y, left_out = make_windows(values[:, None], values, 2)
    assert x[:, :, 0].tolist() == [[1, 2], [2, 3], [3, 4]]
    assert y.tolist() == [3, 4, 5]
    assert left_out == 0


def test_a_gap_takes_every_window_that_touches_it() -> None:
    values = np.array([1.0, 2.0, np.nan, 4.0, 5.0, 6.0, 7.0])
    x, y, left_out = make_windows(values[:, None], values, 2)
    assert x[:, :, 0].tolist() == [[4, 5], [5, 6]]
    assert y.tolist() == [6, 7]
    assert left_out == 3


def test_a_gap_in_the_target_alone_takes_one_window() -> None:
    values, target = np.arange(6.0), np.array([0, 1, 2, np.nan, 4, 5])
    _, y, left_out = make_windows(values[:, None], target, 2)
    assert y.tolist() == [2, 4, 5]
    assert left_out == 1


@given(
    values=st.lists(st.one_of(st.just(float("nan")), st.integers(-1000, 1000).map(float)), max_size=40),
    steps=st.integers(1, 5),
)
def test_each_sample_is_a_stretch_of_the_series_and_what_follows(values: list[float], steps: int) -> None:
    series = np.array([0.0] * (steps + 1) + values)
    x, y, left_out = make_windows(series[:, None], series, steps)
    expected = [
        series[start : start + steps + 1]
        for start in range(len(series) - steps)
        if not np.isnan(series[start : start + steps + 1]).any()
    ]
    assert left_out == len(series) - steps - len(expected)
    assert np.array_equal(np.concatenate([x[:, :, 0], y[:, None]], axis=1), np.array(expected))
