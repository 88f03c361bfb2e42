"""The explorers of one server: each ends when its page has not asked for news for a while."""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from handsonn.errors import UsageError
from handsonn.web.explorer.session import Session

MOST = 3
GRACE = 12.0  # seconds without a question for news: a reload takes one or two
_GLANCE = 2.0


class Sessions:
    """Explorers by their names. Its methods may be called from any thread."""

    def __init__(self, folder: Path, runs: Path, *, grace: float = GRACE, most: int = MOST) -> None:
        """folder: where logs and maps are kept. runs: the learner's journal."""
        self.folder = folder
        self._runs = runs
        self._grace = grace
        self._most = most
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}
        self._watching = threading.Event()

    def open(self) -> str:
        """Start an explorer and give its name. Raises UsageError where too many are open, LabError."""
        self.sweep()
        with self._lock:
            if len(self._sessions) >= self._most:
                raise UsageError(
                    f"{self._most} explorers are open already, and each holds its data in memory; close one "
                    "of their tabs, wait a moment, and reload this page."
                )
            name = secrets.token_hex(8)
            self._sessions[name] = Session(self._runs, self.folder / "explorer.log")
            self._watch()
        return name

    def find(self, name: str) -> Session:
        """Find an explorer. Raises UsageError for one that has ended."""
        session = self._sessions.get(name)
        if session is None:
            raise UsageError("this explorer has ended, as its page was away for a while; reload the page.")
        session.seen = time.monotonic()
        return session

    @asynccontextmanager
    async def watching(self, name: str) -> AsyncIterator[Session]:
        """Find an explorer whose page waits for news; it stays as long as the page waits."""
        session = self.find(name)
        session.watched += 1
        try:
            yield session
        finally:
            session.watched -= 1
            session.seen = time.monotonic()

    def end(self, name: str) -> None:
        """End an explorer, if it is there."""
        with self._lock:
            session = self._sessions.pop(name, None)
        if session is not None:
            session.close()

    def sweep(self, clock: Callable[[], float] = time.monotonic) -> None:
        """End the explorers whose pages are gone, and forget those that ended by themselves."""
        now = clock()
        for name, session in list(self._sessions.items()):
            away = not session.watched and now - session.seen > self._grace
            if away or (session.is_over and not session.watched):
                self.end(name)

    def close(self) -> None:
        """End them all."""
        self._watching.set()
        for name in list(self._sessions):
            self.end(name)

    def _watch(self) -> None:
        """Sweep every few seconds while there is an explorer."""
        if len(self._sessions) == 1:
            threading.Thread(target=self._sweep_often, name="explorers", daemon=True).start()

    def _sweep_often(self) -> None:
        while self._sessions and not self._watching.wait(_GLANCE):
            self.sweep()


async def closed(sessions: Sessions) -> None:
    """End all explorers without holding up other coroutines."""
    await asyncio.to_thread(sessions.close)
