"""A bell that any thread may ring, and that coroutines wait for without holding a thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from weakref import WeakKeyDictionary, WeakSet

# Each server has a loop of its own; tests have several in one process.
_waits: WeakKeyDictionary[asyncio.AbstractEventLoop, set[asyncio.Event]] = WeakKeyDictionary()
_leaving: WeakSet[asyncio.AbstractEventLoop] = WeakSet()


def let_go() -> None:
    """End every wait in the running loop, and at once each that begins from now on: its server ends."""
    loop = asyncio.get_running_loop()
    _leaving.add(loop)
    for event in _waits.get(loop, ()):
        event.set()


def is_let_go() -> bool:
    """Tell whether the server of the running loop ends."""
    return asyncio.get_running_loop() in _leaving


class Bell:
    """Wakes every coroutine that waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def ring(self) -> None:
        """Wake them all, from whichever thread."""
        with self._lock:
            waiting, self._waiting = self._waiting, set()
        for loop, event in waiting:
            with suppress(RuntimeError):  # that server is closed, and nobody waits there any more
                loop.call_soon_threadsafe(event.set)

    async def wait_until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Wait until the condition holds, at most so many seconds; say whether it does.

        The condition is asked again after each ring, and after registering, so that no ring is missed.
        When the server ends, the wait does, too.
        """
        loop = asyncio.get_running_loop()
        here = _waits.setdefault(loop, set())
        deadline = loop.time() + seconds
        while True:
            entry = (loop, asyncio.Event())
            with self._lock:
                self._waiting.add(entry)
            here.add(entry[1])
            try:
                if holds() or is_let_go() or loop.time() >= deadline:
                    return holds()
                with suppress(TimeoutError):
                    await asyncio.wait_for(entry[1].wait(), deadline - loop.time())
            finally:
                here.discard(entry[1])
                with self._lock:
                    self._waiting.discard(entry)
