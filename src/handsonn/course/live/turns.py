"""One experiment at a time in this process, each in its turn.

Keras draws initial weights and orders of batches from process-wide generators. Two labs that train at the
same moment would mix them up, and neither would be what its code says; on a laptop they would not be faster
together either.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock that is given in the order in which it was asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn, have it for the length of the block."""
        self._take()
        try:
            yield
        finally:
            self._give()

    @property
    def wanted(self) -> bool:
        """Tell whether somebody waits while another has the turn."""
        with self._lock:
            return len(self._waiting) > 1

    def let_others(self) -> None:
        """Let those who wait go first; called by the one whose turn it is, between two trainings."""
        if not self.wanted:
            return
        self._give()
        self._take()

    def _take(self) -> None:
        event = threading.Event()
        with self._lock:
            self._waiting.append(event)
            if self._waiting[0] is event:
                event.set()
        event.wait()

    def _give(self) -> None:
        with self._lock:
            self._waiting.popleft()
            if self._waiting:
                self._waiting[0].set()


TURNS = Turns()
