"""What a function was given is compared with a copy."""

from __future__ import annotations

import numpy as np

from handsonn.course.checking.inputs import changed, copies


def test_the_first_changed_array_or_list_is_found() -> None:
    given = (np.ones(3), [1, 2], "words", np.array([np.nan, 1.0]), [[1], [2]])
    before = copies(given)
    assert changed(before, given) is None
    given[1].append(3)
    assert changed(before, given) == 1
    given[0][0] = 5
    assert changed(before, given) == 0


def test_what_cannot_be_compared_is_left_alone() -> None:
    given = ([np.ones(2)], object(), np.array([None]))
    before = copies(given)
    given[0].pop()
    assert changed(before, given) is None
