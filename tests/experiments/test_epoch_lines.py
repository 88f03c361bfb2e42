"""Epochs as events: gathered, in order, none lost, with an honest guess of the time left."""

from __future__ import annotations

from typing import Any

from handsonn.experiments.epoch_lines import EpochLines
from handsonn.records import EpochFacts


def told_at(moments: list[float], epochs: int = 10) -> list[dict[str, Any]]:
    """Let an epoch end at each of these moments; give the events."""
    told: list[dict[str, Any]] = []
    now = 0.0
    lines = EpochLines(epochs, told.append, clock=lambda: now)
    for epoch, moment in enumerate(moments):
        now = moment
        lines(EpochFacts(epoch, {"loss": float(epoch)}, 0.5))
    lines.flush()
    return told


def test_slow_epochs_are_told_one_by_one_and_at_once() -> None:
    assert [event["metrics"]["loss"] for event in told_at([1.0, 2.0, 3.0])] == [[0.0], [1.0], [2.0]]


def test_quick_epochs_are_told_together_and_none_is_lost() -> None:
    events = told_at([0.001 * number for number in range(1000)], epochs=1000)
    assert len(events) <= 12
    assert [value for event in events for value in event["metrics"]["loss"]] == [
        float(n) for n in range(1000)
    ]
    assert [event["first"] for event in events] == sorted(event["first"] for event in events)


def test_the_time_left_goes_by_the_pace_after_the_first_epoch() -> None:
    events = told_at([100.0, 102.0, 104.0])  # compiling took 98 of the first 100 seconds
    assert events[0]["seconds_left"] == 9 * 0.5
    assert events[1]["seconds_left"] == 8 * 2.0
    assert events[2]["seconds_left"] == 7 * 2.0


def test_a_metric_that_is_not_finite_is_null() -> None:
    told: list[dict[str, Any]] = []
    lines = EpochLines(1, told.append)
    lines(EpochFacts(0, {"loss": float("nan"), "mae": float("inf"), "mse": 2.0}, 0.1))
    assert told[0]["metrics"] == {"loss": [None], "mae": [None], "mse": [2.0]}
