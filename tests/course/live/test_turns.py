"""Turns: one at a time, in the order in which they were asked for."""

from __future__ import annotations

import threading

from handsonn.course.live.turns import Turns


def started(target: object, *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=arguments, daemon=True)  # type: ignore[arg-type]
    thread.start()
    return thread


def until(turns: Turns, waiting: int) -> None:
    """Wait until so many stand in the queue, the one whose turn it is included."""
    while len(turns._waiting) < waiting:
        threading.Event().wait(0.001)


def test_nobody_has_a_turn_while_another_has_it() -> None:
    turns, inside, most = Turns(), [], []

    def work() -> None:
        for _ in range(50):
            with turns.turn():
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [started(work) for _ in range(4)]
    for thread in threads:
        thread.join(timeout=30)
    assert max(most) == 1
    assert len(most) == 200


def test_turns_are_given_in_the_order_in_which_they_were_asked_for() -> None:
    turns, order = Turns(), []

    def work(name: str) -> None:
        with turns.turn():
            order.append(name)

    with turns.turn():
        threads = []
        for place, name in enumerate("abc", start=2):
            threads.append(started(work, name))
            until(turns, place)
    for thread in threads:
        thread.join(timeout=30)
    assert order == ["a", "b", "c"]


def test_one_who_lets_others_go_first_waits_for_them_and_then_goes_on() -> None:
    turns, order = Turns(), []

    def work() -> None:
        with turns.turn():
            order.append("other")

    with turns.turn():
        thread = started(work)
        until(turns, 2)
        turns.let_others()
        order.append("first again")
    thread.join(timeout=30)
    assert order == ["other", "first again"]


def test_letting_others_go_first_returns_at_once_when_nobody_waits() -> None:
    turns = Turns()
    with turns.turn():
        turns.let_others()
    with turns.turn():
        assert len(turns._waiting) == 1
