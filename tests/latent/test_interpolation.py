"""Walks between codes: equal steps on the line, equal angles on the arc."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from handsonn.errors import LatentError
from handsonn.latent.interpolation import spherical, straight

codes = arrays(np.float64, 4, elements=st.floats(-10, 10, width=32))


def test_the_straight_walk_is_known_by_hand() -> None:
    path = straight(np.array([0.0, 4.0]), np.array([2.0, 0.0]), 3)
    np.testing.assert_array_equal(path, np.array([[0, 4], [1, 2], [2, 0]], np.float32))


def test_the_quarter_circle_is_walked_in_equal_angles() -> None:
    path = spherical(np.array([2.0, 0.0]), np.array([0.0, 2.0]), 3)
    np.testing.assert_allclose(path, [[2, 0], [2**0.5, 2**0.5], [0, 2]], atol=1e-6)


@given(codes, codes, st.integers(2, 12))
def test_the_norm_changes_evenly_on_the_arc(first: Any, last: Any, steps: int) -> None:
    norms = np.linalg.norm(first), np.linalg.norm(last)
    assume(min(norms) > 1e-3)
    assume(np.dot(first, last) / (norms[0] * norms[1]) > -0.999)
    found = np.linalg.norm(spherical(first, last, steps), axis=1)
    np.testing.assert_allclose(found, np.linspace(*norms, steps), rtol=1e-4, atol=1e-5)


@given(codes, codes, st.integers(2, 12))
def test_both_walks_begin_and_end_at_their_codes_and_are_the_same_backwards(
    first: Any, last: Any, steps: int
) -> None:
    for walk in (straight, spherical):
        try:
            there, back = walk(first, last, steps), walk(last, first, steps)
        except LatentError:
            continue
        np.testing.assert_array_equal(there[[0, -1]], np.array([first, last], np.float32))
        np.testing.assert_allclose(there, back[::-1], atol=1e-4)


def test_from_the_origin_and_between_parallel_codes_the_arc_is_straight() -> None:
    one = np.array([1.0, 2.0])
    np.testing.assert_allclose(spherical(0 * one, one, 3)[1], one / 2)
    np.testing.assert_allclose(spherical(one, 3 * one, 3)[1], 2 * one, atol=1e-6)


def test_between_opposite_codes_no_arc_is_the_shortest() -> None:
    with pytest.raises(LatentError, match=r"point in opposite directions.*walk straight instead"):
        spherical(np.array([1.0, 2.0]), np.array([-2.0, -4.0]), 5)


def test_what_is_no_walk_is_refused() -> None:
    with pytest.raises(LatentError, match=r"the shapes \(2,\) and \(3,\)"):
        straight(np.zeros(2), np.zeros(3), 4)
    with pytest.raises(LatentError, match="steps is 1; a walk has at least its two ends"):
        straight(np.zeros(2), np.ones(2), 1)
