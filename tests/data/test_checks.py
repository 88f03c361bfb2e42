from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from handsonn.data import checks
from handsonn.data.checks import check_classes, check_finite, check_lengths, check_numbers
from handsonn.errors import DataError


@pytest.mark.parametrize(
    ("value", "phrase"),
    [
        ([[1, 2], [3]], "x has rows of different lengths"),
        (["a"], "x holds texts"),
        ([b"a"], "x holds bytes"),
        ([None], "x holds Python objects"),
        (np.array(["2024-01-01"], "M8[D]"), "x holds dates"),
        (np.array([1], "m8[D]"), "x holds durations"),
        ([1j], "x holds complex numbers"),
        (np.zeros(2, [("a", int)]), "x holds records"),
        (3, r"x has shape \(\), so there are no samples"),
        ([], "there are no samples"),
        (np.ones((2, 0)), "its samples are empty"),
    ],
)
def test_what_is_not_an_array_of_numbers_is_refused(value: Any, phrase: str) -> None:
    with pytest.raises(DataError, match=phrase):
        check_numbers("here", "x", value)


def test_numbers_pass() -> None:
    assert check_numbers("here", "x", [[1, 2], [3, 4]]).shape == (2, 2)
    assert check_numbers("here", "x", [True, False]).dtype == bool


def test_lengths_must_be_equal() -> None:
    check_lengths("here", np.ones(3), np.ones((3, 2)))
    check_lengths("here", np.ones(3), None)
    with pytest.raises(DataError, match="here: x has 3 samples, but y has 2 labels"):
        check_lengths("here", np.ones(3), np.ones(2))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e39])
@pytest.mark.parametrize("sample", [0, 4, 9])
def test_the_first_value_that_a_network_cannot_hold_is_named(
    value: float, sample: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "_BLOCK_VALUES", 6)  # blocks of three samples
    x = np.ones((10, 2))
    x[sample:, 1] = value
    with pytest.raises(DataError, match=f"in sample {sample}, feature 'b'; (remove|correct)"):
        check_finite("here", "x", x, feature_names=("a", "b"))
    with pytest.raises(DataError, match=f"in sample {sample}, position 1;"):
        check_finite("here", "x", x)


def test_the_place_in_an_image_is_named() -> None:
    x = np.ones((2, 3, 4))
    x[1, 2, 3] = np.inf
    with pytest.raises(DataError, match=r"sample 1, position \(2, 3\)"):
        check_finite("here", "x", x)


def test_gaps_may_be_allowed_but_infinity_never_is() -> None:
    check_finite("here", "x", np.array([[np.nan, 1.0]]), gaps_allowed=True)
    with pytest.raises(DataError, match="x is inf"):
        check_finite("here", "x", np.array([[np.nan, np.inf]]), gaps_allowed=True)


def test_whole_numbers_are_always_finite() -> None:
    check_finite("here", "x", np.array([[2**62]]))


def test_one_class_is_refused_and_two_are_not() -> None:
    check_classes("here", np.array([0, 1]))
    with pytest.raises(DataError, match="here: every sample is of class 3; there is nothing to tell apart"):
        check_classes("here", np.array([3, 3]))
