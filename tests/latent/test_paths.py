"""A path is broken where it jumps, and nowhere else."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from handsonn.latent.paths import breaks, hops, pieces

EVEN = [[0, 0], [3, 4], [6, 8]]


def test_hops_are_lengths_on_the_map() -> None:
    np.testing.assert_allclose(hops(np.array([[0, 0], [3, 4], [3, 4], [3, 16]])), [5, 0, 12])


def test_an_even_path_is_whole_and_a_jump_above_five_hops_breaks_it() -> None:
    assert pieces(np.array(EVEN)) == [(0, 3)]
    jumping = np.array([*EVEN, [6, 34], [6, 39]])  # hops of 5, 5, 26 and 5
    assert breaks(jumping).tolist() == [False, False, True, False]
    assert pieces(jumping) == [(0, 3), (3, 5)]
    nearly = np.array([*EVEN, [6, 33], [6, 38]])  # 25 is five times the median
    assert not breaks(nearly).any()


def test_standing_still_does_not_make_every_other_step_a_jump() -> None:
    assert not breaks(np.array([[0, 0], [0, 0], [0, 0], [1, 0], [2, 0]])).any()
    assert not breaks(np.zeros((4, 2))).any()


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=20))
def test_the_pieces_hold_each_point_once_and_in_order(points: Any) -> None:
    found = [place for first, last in pieces(np.array(points)) for place in range(first, last)]
    assert found == list(range(len(points)))
