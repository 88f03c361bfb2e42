"""One explorer: its process, what the process has told, and the questions that wait for an answer."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from handsonn.errors import LabError, LatentError
from handsonn.web.explorer.framing import ANSWER, STATE, Frame, read_frame
from handsonn.web.workbench.bell import Bell

MODULE = "handsonn.web.explorer.process"
_BEGINNING: dict[str, Any] = {
    "stage": "starting", "sentence": "Starting Keras", "share": None, "seconds_left": None, "problem": "",
    "notes": [], "space": None, "map": None,
}  # fmt: skip


class Session:
    """A running process of an explorer. Its methods may be called from any thread but `ask`, a coroutine."""

    def __init__(self, runs: Path, log: Path) -> None:
        """Start it; log: where it writes what went wrong. Raises LabError when the system refuses."""
        self.bell = Bell()
        self.seen = time.monotonic()
        self.watched = 0
        self._log = log
        self._lock = threading.Lock()
        self._waiting: dict[int, tuple[asyncio.AbstractEventLoop, asyncio.Future[Frame]]] = {}
        self._numbers = count(1)
        self._version = 0
        self._state = dict(_BEGINNING)
        self._ended_by_us = False
        self._process = _start(runs, log)
        threading.Thread(target=self._listen, name="explorer", daemon=True).start()

    @property
    def version(self) -> int:
        """Count the changes of the state."""
        return self._version

    @property
    def is_over(self) -> bool:
        """Whether the process has ended."""
        return self._process.poll() is not None

    def facts(self) -> dict[str, Any]:
        """Say what the page shows besides the map."""
        return {"version": self._version, **self._state}

    def tell(self, request: dict[str, Any]) -> None:
        """Send a wish, or a stop."""
        line = json.dumps(request).encode() + b"\n"
        # A process that is gone needs to be told nothing: `_listen` says how it ended.
        with self._lock, suppress(BrokenPipeError, ValueError):
            pipe = _pipe(self._process.stdin)
            pipe.write(line)
            pipe.flush()

    async def ask(self, question: dict[str, Any]) -> bytes:
        """Ask, and wait for the answer: a message of pictures.encode. Raises LatentError for a refusal."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Frame] = loop.create_future()
        number = next(self._numbers)
        self._waiting[number] = (loop, future)
        try:
            if self.is_over:
                raise LatentError("the process of this explorer has ended; train again.")
            await asyncio.to_thread(self.tell, {**question, "question": number})
            frame = await future
        finally:
            self._waiting.pop(number, None)
        if frame.kind == ANSWER:
            return frame.body
        raise LatentError(json.loads(frame.body)["sentence"])

    def close(self) -> None:
        """End the process at once, and wait until it is gone."""
        self._ended_by_us = True
        self._process.kill()
        self._process.wait()

    def _listen(self) -> None:
        pipe = _pipe(self._process.stdout)
        while (frame := read_frame(pipe)) is not None:
            if frame.kind == STATE:
                self._take(json.loads(frame.body))
            elif frame.question == 0:
                self._take({**self._state, "stage": "idle", "problem": json.loads(frame.body)["sentence"]})
            else:
                self._pass_on(frame)
        status = self._process.wait()
        with suppress(OSError):
            _pipe(self._process.stdin).close()
        pipe.close()
        sentence = self._how_it_ended(status)
        gone = json.dumps({"sentence": sentence}).encode()
        for number in list(self._waiting):
            self._pass_on(Frame(-1, number, gone))
        self._take({**self._state, "stage": "ended", "problem": sentence})

    def _take(self, state: dict[str, Any]) -> None:
        self._state, self._version = state, self._version + 1
        self.bell.ring()

    def _pass_on(self, frame: Frame) -> None:
        loop, future = self._waiting.get(frame.question, (None, None))
        if loop is None or future is None:
            return  # whoever asked is gone

        def give() -> None:
            if not future.done():
                future.set_result(frame)

        with suppress(RuntimeError):  # that loop is closed, and nobody waits there any more
            loop.call_soon_threadsafe(give)

    def _how_it_ended(self, status: int) -> str:
        if self._ended_by_us:
            return "this explorer was ended; reload the page."
        how = f"by signal {-status}" if status < 0 else f"with status {status}"
        return (
            f"the process that trained was ended {how}, perhaps because the memory was full; its log is in "
            f"{self._log}; reload the page to begin anew."
        )


def _start(runs: Path, log: Path) -> subprocess.Popen[bytes]:
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as errors:
            # -P: a file of the learner's called random.py must not stand before Python's own module.
            # A session of its own: Ctrl-C in the terminal is for the server, which then closes our input.
            return subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", MODULE, str(runs)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
    except OSError as error:
        raise LabError(
            f"the explorer could not be started ({error.strerror or error}); make room, and reload the page."
        ) from None


def _pipe(pipe: Any) -> BinaryIO:
    assert pipe is not None
    found: BinaryIO = pipe
    return found
