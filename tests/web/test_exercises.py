"""An exercise's page: the task, checks of the learner's file, hints, a solution, and beginning anew."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import ask
from small_course import EXERCISE, write_repository

from handsonn.course.checking import CheckResult
from handsonn.course.exercise_marks import ExerciseMarks
from handsonn.web.exercises import checker as checking

DOUBLE = "/exercises/ch10/double/"
ACTS = ("warm", "check", "stop", "hint", "solution", "reset")
SOLUTION = EXERCISE["solution.py"]


@pytest.fixture
def answer(site: Any) -> Iterator[Path]:
    """The learner's file, as it comes, in a repository; no process is left behind."""
    yield write_repository(site.settings.folder)
    site.shell.checker.close()


def news(site: Any, version: int = -1, stamp: str = "?") -> dict[str, Any]:
    reply = site.get(f"{DOUBLE}news?version={version}&stamp={stamp}")
    assert reply.status == 200, reply.text
    told: dict[str, Any] = json.loads(reply.body)
    return told


def after(site: Any, *stages: str) -> dict[str, Any]:
    """Wait until a check is past these stages, as the page does: each question waits for news."""
    told = news(site)
    while told["stage"] in stages:
        told = news(site, told["version"], told["stamp"])
    return told


def checked(site: Any) -> dict[str, Any]:
    assert site.post(f"{DOUBLE}check").status == 200
    return after(site, "waiting", "checking")


def sentence_of(reply: Any) -> str:
    return str(json.loads(reply.body)["sentence"])


def test_the_page_shows_the_task_and_where_to_write(site: Any, answer: Path) -> None:
    reply = site.get(DOUBLE)
    assert reply.status == 200
    assert "<h1>Twice as much</h1>" in reply.text
    assert "Not <em>four</em> times &lt;b&gt;as&lt;/b&gt; much." in reply.text
    assert '<a href="#your-file">exercise.py</a>' in reply.text
    assert str(answer) in reply.text.replace("<wbr>", "")
    assert "handsonn check double" in reply.text
    assert "exercise 1 of 1 · 5 minutes" in reply.text
    assert 'href="/labs/ch10/count/"' in reply.text
    assert "2 * x" not in reply.text
    assert site.get(DOUBLE.rstrip("/")).headers["location"] == DOUBLE


def test_outside_of_a_repository_the_task_is_shown_and_nothing_is_written(site: Any) -> None:
    text = site.get(DOUBLE).text
    assert "Write a function that doubles" in text
    assert "handsonn init my_notes" in text
    assert "exercise.js" not in text
    for act in ACTS:
        reply = site.post(f"{DOUBLE}{act}")
        assert reply.status == 422
        assert "lies in no learning repository" in sentence_of(reply)
    assert list(site.settings.folder.iterdir()) == []


def test_a_check_tells_what_holds_and_what_does_not_until_all_does(site: Any, answer: Path) -> None:
    assert news(site)["stage"] == "new"
    told = checked(site)
    assert told["result"]["failure"]["sentence"] == "not written yet, line 6: double it."
    assert told["result"]["failure"]["line"] == 6

    answer.write_text("def double(x):\n    print('hello')\n    return x + 2\n")
    told = news(site, told["version"], told["stamp"])  # the save is news
    assert "x + 2" in told["code"]
    assert told["stamp"] != told["checked"]
    told = checked(site)
    result = told["result"]
    assert (told["passed"], told["next"], result["passed"]) == (False, None, False)
    assert (result["held"], result["of"]) == (["double keeps the shape"], 2)
    assert result["failure"]["check"] == "double doubles"
    assert result["failure"]["lab"] == {"title": "Recount", "address": "/labs/ch10/recount/"}
    assert [(each["value"], each["reached"]) for each in result["measurements"]] == [("0", False)]
    assert result["printed"] == ["hello", "hello"]
    assert ExerciseMarks(site.settings.folder).passed() == {}

    answer.write_text(SOLUTION)
    told = checked(site)
    assert told["passed"]
    assert told["result"]["afterwards"] == (
        "<p>An array is doubled <strong>at once</strong>, &lt;i&gt;without&lt;/i&gt; a loop.</p>"
    )
    assert "double" in ExerciseMarks(site.settings.folder).passed()
    assert 'data-state="passed"' in site.get("/").text
    assert "1 of 1 exercise<" in site.get("/").text


def test_a_check_can_be_stopped_whatever_the_code_does(site: Any, answer: Path) -> None:
    answer.write_text("while True:\n    try:\n        while True: pass\n    except BaseException: pass\n")
    site.post(f"{DOUBLE}check")
    told = after(site, "waiting")
    assert told["stage"] == "checking"
    assert site.post(f"{DOUBLE}check").status == 200  # a second press changes nothing
    site.post(f"{DOUBLE}stop")
    told = after(site, "checking")
    assert (told["stage"], told["result"]) == ("stopped", None)
    answer.write_text(SOLUTION)
    assert checked(site)["passed"]


def test_a_check_waits_for_its_turn_and_may_be_stopped_while_it_waits(site: Any, answer: Path) -> None:
    assert answer.is_file()
    with site.shell.checker._turn:
        site.post(f"{DOUBLE}check")
        assert news(site)["stage"] == "waiting"
        site.post(f"{DOUBLE}stop")
    assert after(site, "waiting")["stage"] == "stopped"


def test_without_its_file_a_check_says_how_to_get_it_back(site: Any, answer: Path) -> None:
    answer.unlink()
    told = checked(site)
    assert told["stage"] == "refused"
    assert "`handsonn reset double` brings" in told["sentence"]
    assert told["stamp"] == ""
    assert sentence_of(site.post(f"{DOUBLE}reset")) == "exercise.py is as it came."
    assert answer.read_text() == EXERCISE["exercise.py"]


def test_what_nobody_foresaw_in_a_check_is_a_sentence_and_goes_to_the_terminal(
    site: Any, answer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> CheckResult:
        raise ValueError("secret")

    monkeypatch.setattr(checking, "check_answer", broken)
    heard: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", heard.append)
    told = checked(site)
    assert answer.is_file()
    assert "a defect of handsonn, not a mistake of yours" in told["sentence"]
    assert "secret" not in told["sentence"]
    for thread in threading.enumerate():
        if thread.name == "check double":
            thread.join()
    assert str(heard[0].exc_value) == "secret"


def test_hints_come_one_by_one_and_a_solution_after_the_last(site: Any, answer: Path) -> None:
    assert answer.is_file()
    assert "(0 so far)" in sentence_of(site.post(f"{DOUBLE}solution"))
    hints = [json.loads(site.post(f"{DOUBLE}hint").body) for _ in range(3)]
    assert [(hint["number"], hint["of"]) for hint in hints] == [(1, 3), (2, 3), (3, 3)]
    assert hints[0]["html"] == "<p>What does <code>*</code> do with an array?</p>"
    text = site.get(DOUBLE).text
    assert "Multiply by two." in text
    assert json.loads(site.post(f"{DOUBLE}solution").body) == {"code": SOLUTION}


def test_a_solution_is_shown_after_a_pass(site: Any, answer: Path) -> None:
    answer.write_text("double = lambda x: x + x\n")
    assert checked(site)["passed"]
    assert json.loads(site.post(f"{DOUBLE}solution").body) == {"code": SOLUTION}
    assert ' · <span class="mark done">✓ passed' in site.get(DOUBLE).text


def test_beginning_anew_keeps_what_was_written(site: Any, answer: Path) -> None:
    answer.write_text("mine = 1\n")
    said = sentence_of(site.post(f"{DOUBLE}reset"))
    assert said == "exercise.py is as it came; what you had written is kept beside it as exercise_1.py."
    assert answer.read_text() == EXERCISE["exercise.py"]
    assert (answer.parent / "exercise_1.py").read_text() == "mine = 1\n"


@pytest.mark.parametrize(
    "path", ["ch10/doubel", "ch11/double", "ch10/..%2f..%2fdouble", "ch10/double%2f..", "ch10/%00"]
)
def test_exercises_are_those_of_the_course_and_no_others(site: Any, answer: Path, path: str) -> None:
    assert site.get(f"/exercises/{path}/").status == 404
    for act in ACTS:
        assert site.post(f"/exercises/{path}/{act}").status in {404, 422}
    assert answer.read_text() == EXERCISE["exercise.py"]


@pytest.mark.parametrize("act", ACTS)
def test_another_page_can_do_nothing(site: Any, answer: Path, act: str) -> None:
    for headers in (site.headers, {**site.headers, "Origin": "http://evil.example"}):
        assert ask(site.application, DOUBLE + act, headers, "POST").status == 403
    assert ask(site.application, DOUBLE + act, site.headers).status == 405
    assert ExerciseMarks(site.settings.folder).hints("double") == 0
    assert answer.read_text() == EXERCISE["exercise.py"]


def test_a_damaged_repository_is_told_beside_the_task(site: Any, answer: Path) -> None:
    (site.settings.folder / ".handsonn" / "repository.json").write_text("{")
    assert answer.is_file()
    text = site.get(DOUBLE).text
    assert "repository.json is damaged" in text
    assert "Write a function that doubles" in text
