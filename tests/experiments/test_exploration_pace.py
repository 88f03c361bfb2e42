"""The time that is left follows from the pace so far."""

from __future__ import annotations

from handsonn.experiments.exploration_pace import Pace


def lefts(*steps: tuple[float, float]) -> list[float | None]:
    """Tell each share at its second."""
    seconds = iter([second for second, _ in steps])
    pace = Pace(lambda: next(seconds))
    return [pace.left(share) for _, share in steps]


def test_half_of_the_work_in_ten_seconds_leaves_ten() -> None:
    assert lefts((100.0, 0.0), (105.0, 0.25), (110.0, 0.5)) == [None, 15.0, 10.0]


def test_what_was_known_before_costs_nothing_now() -> None:
    assert lefts((0.0, 0.8), (3.0, 0.9)) == [None, 3.0]


def test_too_early_or_without_progress_nothing_is_known() -> None:
    assert lefts((0.0, 0.0), (0.1, 0.5), (9.0, 0.0)) == [None, None, None]
