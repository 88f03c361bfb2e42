"""The thread behind a lab: it computes the newest settings, and nothing that nobody waits for."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from handsonn.course.live.part import Outcome
from handsonn.course.live.turns import TURNS
from handsonn.errors import HandsonnError

logger = logging.getLogger("handsonn")

WORTH_FINISHING = 0.6
"""Seconds: an experiment that has run longer than this is given up when the learner moves on."""


class Superseded(Exception):  # noqa: N818 - reads as what happened
    """The learner has moved on; nobody waits for this result. Never shown."""


@dataclass(frozen=True)
class Order:
    """What the page asks for: the settings of one part, with a number that grows."""

    number: int
    part: str
    settings: dict[str, Any]


class LatestWorker:
    """Computes orders on a thread; of those that came meanwhile, only the latest.

    compute(order, watch): does the work. show(order, outcome): puts it on the page.
    tell(order, phase, **details): the page's state. session_ended(): whether the page is gone.
    ahead(order): the orders that may well come next and would compile; they are computed, and shown to
    nobody, while the learner looks at this one.
    """

    def __init__(
        self,
        *,
        compute: Callable[[Order, LiveWatch], Outcome],
        show: Callable[[Order, Outcome], None],
        tell: Callable[..., None],
        session_ended: Callable[[], bool],
        ahead: Callable[[Order], list[Order]] = lambda _: [],
    ) -> None:
        self._ahead, self._to_prepare = ahead, list[Order]()
        self._compute, self.show, self._tell, self._session_ended = compute, show, tell, session_ended
        self._changed = threading.Condition()
        self._newest: Order | None = None
        self._last = 0

    def order(self, order: Order) -> None:
        """Ask for this, instead of whatever was asked for and has not begun.

        Each order is a request of its own, and a browser may send two on two connections: one that was
        overtaken on its way is nothing that the page still waits for.
        """
        with self._changed:
            if order.number < self._last:
                return
            self._newest, self._last = order, order.number
            self._changed.notify()

    def run(self) -> None:
        """Work until the page is gone; the body of the thread."""
        while not self._session_ended():
            with self._changed:
                if self._newest is None:
                    self._changed.wait(timeout=0.5)  # to see that the page is gone
                order, self._newest = self._newest, None
            if order is not None:
                self._to_prepare = self._ahead(order) if self._work(order) else []
            elif self._to_prepare:
                self._prepare(self._to_prepare.pop(0))

    def superseded(self) -> bool:
        """Tell whether something newer is asked for, or the page is gone."""
        return self._newest is not None or self._session_ended()

    def _work(self, order: Order) -> bool:
        """Compute an order and show it; tell whether it is on the page."""
        self._tell(order, "computing")
        try:
            with TURNS.turn():
                if self.superseded():
                    raise Superseded  # while this waited for its turn, the learner moved on
                started = time.perf_counter()
                outcome = self._compute(order, LiveWatch(self, order, self._tell, started))
                self.show(order, outcome)
            self._tell(order, "ready", seconds=time.perf_counter() - started)
        except Superseded:
            self._tell(order, "superseded")
        except HandsonnError as error:
            self._tell(order, "failed", sentence=str(error))
        except Exception:
            if not self._session_ended():  # marimo empties a notebook's names when its page is gone
                logger.exception(
                    "the experiment %r could not be computed with %s", order.part, order.settings
                )
                self._tell(order, "failed", sentence="This could not be computed; the terminal says more.")
        else:
            return True
        return False

    def _prepare(self, order: Order) -> None:
        """Compute what nobody asked for yet, so that its program is compiled when somebody does."""
        watch = LiveWatch(self, order, lambda *_, **__: None, started=-WORTH_FINISHING, shown=False)
        try:
            with TURNS.turn():
                if not self.superseded():
                    self._compute(order, watch)
        except (Superseded, HandsonnError):
            return  # if it cannot be computed, the page says so when the learner goes there
        except Exception:
            if not self._session_ended():
                logger.exception(
                    "the experiment %r could not be prepared with %s", order.part, order.settings
                )


@dataclass(frozen=True)
class LiveWatch:
    """An experiment's Watch on a page."""

    worker: LatestWorker
    order: Order
    tell: Callable[..., None]
    started: float
    shown: bool = True

    def should_stop(self) -> bool:
        """Tell whether to give up: the page is gone, or it asks for something newer and this takes long."""
        return self.worker.superseded() and time.perf_counter() - self.started > WORTH_FINISHING

    def check(self) -> None:
        """Let another lab have its turn. Raises Superseded when nobody waits for this any more."""
        TURNS.let_others()
        if self.should_stop():
            raise Superseded

    def progress(self, share: float, sentence: str) -> None:
        """Tell the page how much is done, and how long the rest will take."""
        elapsed = time.perf_counter() - self.started
        left = elapsed * (1 - share) / share if share > 0 else None
        self.tell(self.order, "computing", share=share, sentence=sentence, left=left)

    def show(self, outcome: Outcome) -> None:
        """Show what there is so far."""
        if self.shown:
            self.worker.show(self.order, outcome)
