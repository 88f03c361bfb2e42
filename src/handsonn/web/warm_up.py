"""Importing the slow libraries while the browser opens and the learner reads the home page."""

from __future__ import annotations

import gc
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from importlib import import_module

from handsonn.errors import HandsonnError

Step = tuple[str, Callable[[], object]]


@dataclass(frozen=True)
class WarmUpState:
    """How far it is. doing: what is imported now; empty when nothing is. trouble: a sentence, or empty."""

    started: bool
    finished: bool
    doing: str
    trouble: str
    seconds: float


class WarmUp:
    """Imports libraries one after the other in a thread of its own; a lab that needs one sooner waits."""

    def __init__(
        self, steps: Sequence[Step], around: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        self._steps = steps
        self._around = around
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._state = WarmUpState(started=False, finished=False, doing="", trouble="", seconds=0.0)
        self.finished = threading.Event()

    @property
    def state(self) -> WarmUpState:
        """Say how far it is."""
        return self._state

    def begin(self) -> None:
        """Begin, once."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="handsonn-warm-up", daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Begin, and wait until all is imported.

        Two threads that import Keras and IPython, which know each other, at the same moment would end in a
        deadlock of Python's import system.
        """
        self.begin()
        self.finished.wait()

    def _run(self) -> None:
        begun, doing = time.monotonic(), ""
        try:
            with self._around():
                for doing, step in self._steps:
                    self._tell(doing=doing, seconds=time.monotonic() - begun)
                    step()
            self._tell(finished=True, seconds=time.monotonic() - begun)
        except HandsonnError as error:
            self._tell(finished=True, trouble=str(error), seconds=time.monotonic() - begun)
        except Exception as error:
            logging.getLogger(__name__).exception("%s could not be imported", doing)
            sentence = f"{doing} could not be imported ({error}); the terminal shows more."
            self._tell(finished=True, trouble=sentence, seconds=time.monotonic() - begun)
        finally:
            self.finished.set()

    def _tell(self, *, finished: bool = False, doing: str = "", trouble: str = "", seconds: float) -> None:
        self._state = WarmUpState(
            started=True, finished=finished, doing=doing, trouble=trouble, seconds=round(seconds, 2)
        )


@contextmanager
def without_the_collector() -> Iterator[None]:
    """Import without rounds of the garbage collector; afterwards it never looks at what was imported.

    It stays for ever, and it is a lot: the rounds take a fifth of the imports' time, a full one later 0.3 s,
    in which no slider moves.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


_MARIMO = threading.Lock()


def import_marimo() -> None:
    """Import what serves a lab's page, on one thread at a time.

    marimo's modules know each other: of two threads that import them at the same moment (the warm-up, and a
    click that comes before it is done) one would meet a module that is half there.
    """
    with _MARIMO:
        import_module("marimo._server.asgi")
        import_module("marimo._server.main")


def import_keras() -> None:
    """Import Keras on the learner's backend. Raises ModelError, UnknownName."""
    from handsonn.models.backend import backend_name, load_keras

    if "keras" not in sys.modules:
        load_keras()
    if backend_name() == "jax":
        # Before any lab builds a network: what draws its first weights are programs, too; most of them can
        # be spared, which a learner who waits for a lab's first result sees.
        import_module("handsonn.training.disk_cache").keep_programs_on_disk()
        import_module("handsonn.models.first_weights").draw_without_compiling()


def import_widgets() -> None:
    """Import the live part of the labs, and IPython with it, which Keras imports as well where it is."""
    import_module("handsonn.course.live")
    import_module("handsonn.course.pictures")


STEPS: tuple[Step, ...] = (
    ("marimo", import_marimo),
    ("the labs' pictures", import_widgets),
    ("Keras", import_keras),
)
