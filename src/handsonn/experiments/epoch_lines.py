"""Epochs as events for a front end: gathered, so that a thousand quick ones are not a thousand lines."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from handsonn.records import EpochFacts

SECONDS_BETWEEN_LINES = 0.1


class EpochLines:
    """A sink. The first epoch, and each that comes after a tenth of a second of silence, is told at once."""

    def __init__(
        self, epochs: int, tell: Callable[[dict[str, Any]], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Tell of a training of so many epochs; clock: seconds from any origin."""
        self._epochs = epochs
        self._tell = tell
        self._clock = clock
        self._waiting: list[EpochFacts] = []
        self._told_at = -math.inf
        self._first: tuple[int, float] | None = None

    def __call__(self, facts: EpochFacts) -> None:
        """Take an epoch as it ended."""
        self._first = self._first or (facts.epoch, self._clock())
        self._waiting.append(facts)
        if self._clock() - self._told_at >= SECONDS_BETWEEN_LINES:
            self.flush()

    def flush(self) -> None:
        """Tell what waits. Metrics that are not finite become null."""
        if not self._waiting:
            return
        names = dict.fromkeys(name for facts in self._waiting for name in facts.metrics)
        self._told_at = self._clock()
        self._tell(
            {
                "event": "epochs",
                "first": self._waiting[0].epoch,
                "metrics": {name: [_finite(f.metrics.get(name)) for f in self._waiting] for name in names},
                "seconds_left": self._seconds_left(self._waiting[-1]),
                "epochs": self._epochs,
            }
        )
        self._waiting.clear()

    def _seconds_left(self, last: EpochFacts) -> float:
        """Go by the pace since the first epoch was over; after one epoch, by its own seconds."""
        assert self._first is not None
        epoch, began = self._first
        done = last.epoch - epoch
        each = (self._clock() - began) / done if done else last.seconds
        return each * (self._epochs - last.epoch - 1)


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
