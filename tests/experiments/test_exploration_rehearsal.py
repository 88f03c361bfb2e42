"""The codes a stop away are trained while nothing else is to be done, and given up when something is."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handsonn.errors import Stopped
from handsonn.experiments import exploration_rehearsal
from handsonn.experiments.exploration import Exploration
from handsonn.experiments.exploration_questions import answer
from handsonn.experiments.exploration_rehearsal import next_wishes
from handsonn.experiments.exploration_wish import Wish, read_wish
from handsonn.experiments.exploration_work import Explorer

DEADLINE = 60.0


def wish(latent_dim: int, **space: Any) -> Wish:
    chosen = {"epochs": 2, "kind": "dense", "latent_dim": latent_dim} | space
    return read_wish({"data": {"name_or_path": "iris"}, "space": chosen, "map": {}})


@pytest.fixture(scope="module")
def explorer() -> Explorer:
    made = Explorer(Path("no runs"), lambda _: None)
    made.serve(wish(2))
    return made


@pytest.fixture
def shown(explorer: Explorer) -> Exploration:
    explorer.serve(wish(2))
    assert explorer.shown is not None
    return explorer.shown.exploration


def sizes(wishes: list[Wish]) -> list[int | None]:
    return [each.space.latent_dim for each in wishes]


def test_the_stops_beside_are_next_as_far_as_a_sample_has_numbers(shown: Exploration) -> None:
    assert sizes(next_wishes(wish(2), shown)) == [3, 1]
    assert sizes(next_wishes(wish(1), shown)) == [2]
    assert sizes(next_wishes(wish(4), shown)) == [3]  # an iris has four numbers


def test_nothing_slow_and_nothing_stopped_is_rehearsed(shown: Exploration) -> None:
    slow = replace(shown.space, seconds=exploration_rehearsal.LONGEST + 1)
    stopped = replace(shown.space, ended="interrupted")
    assert [next_wishes(wish(2), Exploration(space, 1)) for space in (slow, stopped)] == [[], []]


def test_a_move_to_what_was_rehearsed_trains_nothing(explorer: Explorer) -> None:
    states: list[dict[str, Any]] = []
    explorer.rehearse(wish(3))
    explorer._tell = states.append
    explorer.serve(wish(3))
    assert "training" not in {state["stage"] for state in states}
    assert states[-1]["space"]["latent_dim"] == 3
    assert states[-1]["space"]["epochs_done"] == 2
    assert states[-1]["problem"] == ""


def test_another_wish_ends_a_rehearsal_and_the_same_one_takes_it_over(explorer: Explorer) -> None:
    def rehearsed_while_asked_for(asked: Wish, rehearsed: Wish) -> bool:
        explorer.ask_for(asked)
        explorer.rehearse(rehearsed)
        explorer.serve(wish(2))
        explorer._fresh = False
        return rehearsed.space.key in explorer._spaces

    assert not rehearsed_while_asked_for(wish(2), wish(3, seed=1))
    same = wish(3, seed=2)
    assert rehearsed_while_asked_for(same, same)


def test_what_cannot_be_rehearsed_is_told_by_the_wish_alone(explorer: Explorer) -> None:
    explorer.rehearse(wish(64))
    assert explorer.state["problem"] == ""
    explorer.serve(wish(64))
    assert "latent_dim is 64, but a sample has only 4 numbers" in explorer.state["problem"]


def test_an_idle_explorer_rehearses_both_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Event()
    rehearsed: list[int] = []

    def rehearse(one: Wish) -> None:
        rehearsed.append(one.space.latent_dim)
        if len(rehearsed) == 2:
            both.set()

    made = Explorer(Path("no runs"), lambda _: None)
    monkeypatch.setattr(made, "rehearse", rehearse)
    threading.Thread(target=made.run, daemon=True).start()
    made.ask_for(wish(2))
    assert both.wait(DEADLINE)
    assert rehearsed == [3, 1]


def test_stop_ends_a_density_and_the_next_question_fits_it() -> None:
    made = Explorer(Path("no runs"), lambda _: None)
    made.serve(wish(2))
    assert made.shown is not None
    question = {"ask": "generate", "count": 2, "space": made.shown.exploration.number}
    heard: list[str] = []

    def stopping(share: float, sentence: str) -> None:
        heard.append(made.state["stage"])
        made.stop()
        told(share, sentence)

    with made.fitting() as told:
        told(0.0, "Fitting")
        with pytest.raises(Stopped, match="the density was not fitted, so nothing was generated"):
            answer(question, made.shown, stopping)
    assert heard == ["fitting"]
    assert made.state["stage"] == "idle"
    with made.fitting() as told:
        assert len(answer(question, made.shown, told)["rows"]) == 2
