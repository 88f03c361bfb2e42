"""How long a step of an explorer will still take, from the pace so far."""

from __future__ import annotations

import time
from collections.abc import Callable

_FIRST_WORD = 0.5  # seconds before the pace means something


class Pace:
    """Hears the share of a step that is done. clock: seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start: tuple[float, float] | None = None

    def left(self, share: float) -> float | None:
        """Give the seconds that are left; None where that is not known yet.

        The first share is where it began: what was known before costs nothing now.
        """
        now = self._clock()
        if self._start is None:
            self._start = (now, share)
        began, at = self._start
        if now - began < _FIRST_WORD or share <= at:
            return None
        return (now - began) * (1.0 - share) / (share - at)
