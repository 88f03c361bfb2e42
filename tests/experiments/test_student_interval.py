"""The interval of a mean: answers worked out by hand."""

from __future__ import annotations

import math

import pytest

from handsonn.experiments.student_interval import interval


def test_the_interval_is_students_of_the_mean() -> None:
    # Mean 2, sample deviation 1, three of them: 2 -+ 4.302653 / sqrt(3), the quantile from a printed table.
    low, high = interval([1.0, 2.0, 3.0], 0.95)
    assert (low, high) == (
        pytest.approx(2 - 4.302653 / math.sqrt(3), 1e-6),
        pytest.approx(2 + 4.302653 / math.sqrt(3)),
    )


def test_one_difference_has_no_interval() -> None:
    assert interval([0.3], 0.95) == (-math.inf, math.inf)


def test_differences_without_spread_are_their_own_interval() -> None:
    assert interval([0.25] * 4, 0.95) == (0.25, 0.25)
