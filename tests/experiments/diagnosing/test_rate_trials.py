"""Which learning rates are tried: around the learner's, and the usual ones where those end short."""

from __future__ import annotations

import pytest

from handsonn.experiments.diagnosing.rate_trials import rates_around


@pytest.mark.parametrize(
    ("rate", "tried"),
    [
        (0.001, (1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1.0)),
        (1e-7, (1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2)),
        (50.0, (1e-3, 1e-2, 0.5, 5.0, 50.0)),
        (1e-12, (1e-12, 1e-3, 1e-2)),
        (0.01, (1e-4, 1e-3, 0.01, 0.1, 1.0, 10.0)),
    ],
)
def test_usual_rates_are_tried_however_far_off_the_learners_is(rate: float, tried: tuple[float, ...]) -> None:
    assert rates_around(rate) == pytest.approx(tried)
