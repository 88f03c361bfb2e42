"""A traversal moves one number over its range and holds the others."""

from __future__ import annotations

import numpy as np
import pytest

from handsonn.errors import LatentError
from handsonn.latent.traversal import traversal

CODES = np.stack([np.arange(101.0), np.full(101, 7.0), np.arange(101.0) % 3], axis=1)


def test_one_number_goes_from_its_first_to_its_99th_percentile() -> None:
    path = traversal(CODES, 0, 3)
    np.testing.assert_array_equal(path, np.array([[1, 7, 1], [50, 7, 1], [99, 7, 1]], np.float32))


def test_the_others_are_held_where_asked() -> None:
    path = traversal(CODES, 1, 2, np.array([4.0, 5.0, 6.0]))
    np.testing.assert_array_equal(path, np.array([[4, 7, 6], [4, 7, 6]], np.float32))


def test_a_dimension_that_is_not_there_is_refused() -> None:
    with pytest.raises(LatentError, match="has the dimensions 0 to 2; there is no dimension 3"):
        traversal(CODES, 3)
    with pytest.raises(LatentError, match="dimension is 'x'; give the number of one, from 0 to 2"):
        traversal(CODES, "x")  # type: ignore[arg-type]
    with pytest.raises(LatentError, match="steps is 1; a traversal has at least its two ends"):
        traversal(CODES, 0, 1)
