"""The worker behind a lab: the newest settings, one sentence for each failure, an end with the page."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from handsonn.course.live import worker as worker_file
from handsonn.course.live.part import Outcome
from handsonn.course.live.worker import LatestWorker, LiveWatch, Order, Superseded
from handsonn.errors import UsageError

DONE = Outcome(pictures={}, notice=("done",))


@dataclass
class Page:
    """A page that keeps what it is told."""

    ended: threading.Event = field(default_factory=threading.Event)
    told: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    ready: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def tell(self, order: Order, phase: str, **details: Any) -> None:
        self.told.append((order.number, phase, details))
        if phase in {"ready", "failed", "superseded"}:
            self.ready.release()

    def show(self, order: Order, outcome: Outcome) -> None:
        assert outcome is DONE
        self.shown.append(order.number)

    def worker(self, compute: Any, **more: Any) -> LatestWorker:
        made = LatestWorker(
            compute=compute, show=self.show, tell=self.tell, session_ended=self.ended.is_set, **more
        )
        self.thread = threading.Thread(target=made.run, daemon=True)
        self.thread.start()
        return made

    def close(self) -> None:
        self.ended.set()
        self.thread.join(timeout=30)
        assert not self.thread.is_alive()


@pytest.fixture
def page() -> Any:
    opened = Page()
    yield opened
    opened.close()


def order(number: int, **settings: Any) -> Order:
    return Order(number, "part", settings)


def test_an_order_is_computed_and_shown(page: Page) -> None:
    page.worker(lambda *_: DONE).order(order(1))
    assert page.ready.acquire(timeout=30)
    assert page.shown == [1]
    assert [phase for _, phase, _ in page.told] == ["computing", "ready"]


def test_an_order_that_was_overtaken_on_its_way_is_left_out(page: Page) -> None:
    """Two moves are two requests, which may come in the other order; the page waits for the later one."""
    worker = page.worker(lambda *_: DONE)
    worker.order(order(2))
    assert page.ready.acquire(timeout=30)
    worker.order(order(1))
    worker.order(order(3))
    assert page.ready.acquire(timeout=30)
    assert page.shown == [2, 3]


@pytest.mark.parametrize("numbers", [range(2, 10), (9, 2), (2, 9, 8)], ids=["in turn", "overtaken", "both"])
def test_of_the_orders_that_come_while_it_works_only_the_latest_is_computed(
    page: Page, numbers: Iterable[int]
) -> None:
    working, go_on, computed = threading.Event(), threading.Event(), []

    def compute(asked: Order, _watch: LiveWatch) -> Outcome:
        computed.append(asked.number)
        working.set()
        assert go_on.wait(30)
        return DONE

    worker = page.worker(compute)
    worker.order(order(1))
    assert working.wait(30)
    for number in numbers:
        worker.order(order(number))
    go_on.set()
    assert page.ready.acquire(timeout=30)
    assert page.ready.acquire(timeout=30)
    assert computed == [1, 9]


def test_a_long_experiment_is_given_up_when_the_learner_moves_on(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_file, "WORTH_FINISHING", 0.0)
    working, moved_on = threading.Event(), threading.Event()

    def compute(asked: Order, watch: LiveWatch) -> Outcome:
        if asked.number == 1:
            working.set()
            assert moved_on.wait(30)
            watch.check()
        return DONE

    worker = page.worker(compute)
    worker.order(order(1))
    assert working.wait(30)
    worker.order(order(2))
    moved_on.set()
    assert page.ready.acquire(timeout=30)
    assert page.ready.acquire(timeout=30)
    assert page.shown == [2]
    assert (1, "superseded", {}) in page.told


def test_a_short_experiment_is_finished_although_the_learner_moves_on(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_file, "WORTH_FINISHING", math.inf)  # however slow this machine is
    working, moved_on = threading.Event(), threading.Event()

    def compute(asked: Order, watch: LiveWatch) -> Outcome:
        if asked.number == 1:
            working.set()
            assert moved_on.wait(30)
            assert not watch.should_stop()
        return DONE

    worker = page.worker(compute)
    worker.order(order(1))
    assert working.wait(30)
    worker.order(order(2))
    moved_on.set()
    assert page.ready.acquire(timeout=30)
    assert page.ready.acquire(timeout=30)
    assert page.shown == [1, 2]


def test_an_experiment_hears_that_the_page_is_gone(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_file, "WORTH_FINISHING", 0.0)
    working, told_to_stop = threading.Event(), threading.Event()

    def compute(_asked: Order, watch: LiveWatch) -> Outcome:
        working.set()
        assert page.ended.wait(30)
        try:
            watch.check()
        except Superseded:
            told_to_stop.set()
            raise
        return DONE

    page.worker(compute).order(order(1))
    assert working.wait(30)
    page.close()
    assert told_to_stop.is_set()
    assert page.shown == []


def test_an_error_for_the_learner_is_shown_as_its_sentence(page: Page) -> None:
    def compute(*_: Any) -> Outcome:
        raise UsageError("the batch size is 0; give at least 1.")

    page.worker(compute).order(order(1))
    assert page.ready.acquire(timeout=30)
    assert page.told[-1] == (1, "failed", {"sentence": "the batch size is 0; give at least 1."})


def test_a_defect_is_logged_in_full_and_the_worker_lives_on(
    page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    def compute(asked: Order, _watch: LiveWatch) -> Outcome:
        if asked.number == 1:
            raise ZeroDivisionError
        return DONE

    worker = page.worker(compute)
    with caplog.at_level(logging.ERROR, logger="handsonn"):
        worker.order(order(1))
        assert page.ready.acquire(timeout=30)
    assert "ZeroDivisionError" in caplog.text
    assert "terminal says more" in page.told[-1][2]["sentence"]
    worker.order(order(2))
    assert page.ready.acquire(timeout=30)
    assert page.shown == [2]


def test_an_error_after_the_page_is_gone_is_nobodys_concern(
    page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    working = threading.Event()

    def compute(*_: Any) -> Outcome:
        working.set()
        assert page.ended.wait(30)
        raise NameError  # marimo has emptied the notebook's names

    with caplog.at_level(logging.ERROR, logger="handsonn"):
        page.worker(compute).order(order(1))
        assert working.wait(30)
        page.close()
    assert caplog.text == ""
    assert [phase for _, phase, _ in page.told] == ["computing"]


def test_progress_tells_how_long_the_rest_will_take(page: Page) -> None:
    def compute(_asked: Order, watch: LiveWatch) -> Outcome:
        watch.progress(0.25, "network 1 of 4")
        return DONE

    page.worker(compute).order(order(1))
    assert page.ready.acquire(timeout=30)
    number, phase, details = page.told[1]
    assert (number, phase, details["share"], details["sentence"]) == (1, "computing", 0.25, "network 1 of 4")
    assert details["left"] >= 0


def test_what_may_come_next_is_prepared_and_shown_to_nobody(page: Page) -> None:
    computed, prepared = [], threading.Event()

    def compute(asked: Order, watch: LiveWatch) -> Outcome:
        computed.append(asked.settings["batch_size"])
        if asked.settings["batch_size"] == 64:
            watch.show(DONE)
            watch.progress(0.5, "half")
            prepared.set()
        return DONE

    def ahead(done: Order) -> list[Order]:
        return [order(done.number, batch_size=64)]

    page.worker(compute, ahead=ahead).order(order(1, batch_size=32))
    assert prepared.wait(30)
    page.close()
    assert computed == [32, 64]
    assert page.shown == [1]
    assert [phase for _, phase, _ in page.told] == ["computing", "ready"]


def test_preparing_gives_way_at_once_to_what_the_learner_asks_for(page: Page) -> None:
    preparing, asked_again, given_way = threading.Event(), threading.Event(), threading.Event()

    def compute(asked: Order, watch: LiveWatch) -> Outcome:
        if asked.settings.get("ahead"):
            preparing.set()
            assert asked_again.wait(30)
            try:
                watch.check()
            except Superseded:
                given_way.set()
                raise
        return DONE

    def ahead(done: Order) -> list[Order]:
        return [order(0, ahead=True)] if done.number == 1 else []

    worker = page.worker(compute, ahead=ahead)
    worker.order(order(1))
    assert preparing.wait(30)
    worker.order(order(2))
    asked_again.set()
    assert page.ready.acquire(timeout=30)
    assert page.ready.acquire(timeout=30)
    assert given_way.is_set()
    assert page.shown == [1, 2]


def test_a_defect_while_preparing_is_logged_and_not_shown(
    page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    tried = threading.Event()

    def compute(asked: Order, _watch: LiveWatch) -> Outcome:
        if asked.settings.get("ahead"):
            tried.set()
            raise ZeroDivisionError
        return DONE

    with caplog.at_level(logging.ERROR, logger="handsonn"):
        worker = page.worker(compute, ahead=lambda done: [order(0, ahead=True)] if done.number == 1 else [])
        worker.order(order(1))
        assert tried.wait(30)
        worker.order(order(2))
        assert page.ready.acquire(timeout=30)
        assert page.ready.acquire(timeout=30)
    assert "could not be prepared" in caplog.text
    assert [phase for _, phase, _ in page.told] == ["computing", "ready", "computing", "ready"]
