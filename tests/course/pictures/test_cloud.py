"""A cloud refuses what does not belong to its points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from handsonn.course.pictures import Cloud, Magnitude, faded
from handsonn.errors import UsageError

POINTS = np.zeros((3, 2))
WALK = np.zeros((4, 2))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Cloud(points=np.zeros((3, 4))), r"\(samples, 2\) or \(samples, 3\), not \(3, 4\)"),
        (lambda: Cloud(points=np.zeros(3)), r"not \(3,\)"),
        (lambda: Cloud(points=POINTS, labels=np.zeros(2)), "3 points got 2 entries of 'labels'"),
        (lambda: Cloud(points=POINTS, opacity=np.ones(4)), "3 points got 4 entries of 'opacity'"),
        (lambda: Cloud(points=POINTS, images=np.zeros((1, 8, 8))), "3 points got 1 entries of 'images'"),
        (lambda: Cloud(points=POINTS, neighbours=np.zeros((2, 5))), "3 points got 2 entries of 'neighbours'"),
        (lambda: Cloud(points=POINTS, captions=("a",)), "3 points got 1 entries of 'captions'"),
        (
            lambda: Cloud(points=POINTS, magnitudes=(Magnitude("error", np.zeros(2)),)),
            "3 points got 2 entries of 'error'",
        ),
        (lambda: Cloud(points=POINTS, extra=np.zeros((2, 3))), r"extra needs the shape \(any, 2\)"),
        (lambda: Cloud(points=POINTS, path=np.zeros((2, 3))), r"path needs the shape \(any, 2\)"),
        (lambda: Cloud(points=POINTS, path=WALK, breaks=np.zeros(3)), "path of 4 steps got 3 breaks"),
        (lambda: Cloud(points=POINTS, breaks=np.zeros(1)), "path of 0 steps got 1 breaks"),
        (lambda: Cloud(points=POINTS, path=WALK, frame=4), "frame 4 is not a step of a path of 4"),
        (lambda: Cloud(points=POINTS, frame=0), "frame 0 is not a step of a path of 0"),
        (lambda: Cloud(points=POINTS, colour_by="class"), r"coloured by 'class'; there is \[\]"),
        (lambda: Cloud(points=POINTS, picked=(0, 1, 2)), "at most two of 3 points"),
        (lambda: Cloud(points=POINTS, picked=(3,)), r"two of 3 points, not \(3,\)"),
    ],
)
def test_what_does_not_fit_the_points_is_refused(make: Callable[[], Any], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        make()


def test_what_fits_in_a_plane_and_in_space_is_taken() -> None:
    error = Magnitude("error", np.zeros(3))
    for size in (2, 3):
        cloud = Cloud(
            points=np.zeros((3, size)), labels=np.arange(3), magnitudes=(error,), colour_by="error",
            extra=np.zeros((2, size)), path=np.zeros((2, size)), breaks=np.zeros(2), frame=1, picked=(0, 2),
        )  # fmt: skip
        assert cloud.kind == "cloud"


def test_the_worst_stretched_share_is_faint_and_the_rest_is_not() -> None:
    opacity = faded(np.arange(10.0), share=0.3)
    assert (opacity == 1).tolist() == [True] * 7 + [False] * 3
    assert 0 < opacity[-1] < 0.5
    assert opacity.dtype == np.float32


def test_an_unknown_stretch_is_faint_and_does_not_move_the_limit() -> None:
    opacity = faded(np.array([np.nan, 1.0, 2.0, 3.0, 4.0, 5.0]))
    assert (opacity == 1).tolist() == [False, True, True, True, True, False]
    assert (faded(np.full(3, np.nan)) == 1).tolist() == [False] * 3
