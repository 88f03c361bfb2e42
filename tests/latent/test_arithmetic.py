"""Arithmetic with codes."""

from __future__ import annotations

import numpy as np
import pytest

from handsonn.errors import LatentError
from handsonn.latent.arithmetic import analogy, centres


def test_the_difference_of_two_codes_is_added_to_the_third() -> None:
    found = analogy(np.array([5.0, 1.0]), np.array([2.0, 1.0]), np.array([0.0, 7.0]))
    np.testing.assert_array_equal(found, np.array([3.0, 7.0], np.float32))


def test_codes_of_different_sizes_are_refused() -> None:
    with pytest.raises(
        LatentError, match=r"three codes of one size; these have the shapes \[\(2,\), \(3,\)\]"
    ):
        analogy(np.zeros(2), np.zeros(3), np.zeros(2))


def test_a_class_centre_is_the_mean_of_its_codes() -> None:
    found = centres(np.array([[0.0, 0], [2, 4], [9, 9]]), np.array([3, 3, 5]))
    assert {label: code.tolist() for label, code in found.items()} == {3: [1, 2], 5: [9, 9]}
