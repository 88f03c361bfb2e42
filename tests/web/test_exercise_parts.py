"""What an exercise's page is made of: Markdown, figures on bars, the file, the process made ready."""

from __future__ import annotations

import math
import threading
from pathlib import Path
from typing import Any

import pytest

from handsonn.course.checking import CheckResult, Failure, Measurement
from handsonn.course.exercise import Exercise
from handsonn.web.exercises import warm_process
from handsonn.web.exercises.exercise_page import next_after
from handsonn.web.exercises.saved_file import code_of, stamp_of
from handsonn.web.exercises.task_html import as_html
from handsonn.web.exercises.told_result import told_result
from handsonn.web.exercises.warm_process import WarmProcess
from handsonn.web.markdown_html import without_title


def exercise(name: str) -> Exercise:
    return Exercise(name, "ch10", 1, name, "", 5, "", 5, (), Path())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b* `c < d`", "<p>a <em>b</em> <code>c &lt; d</code></p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a <img src=x onerror=alert(1)> b", "<p>a &lt;img src=x onerror=alert(1)&gt; b</p>"),
        ("[c](javascript:alert(1))", "<p><a>c</a></p>"),
        ("![p](https://elsewhere.example/p.png)", '<p><img alt="p"></p>'),
        ("[it](exercise.py)", '<p><a href="#your-file">it</a></p>'),
        (
            "[Keras](https://keras.io)",
            '<p><a href="https://keras.io" target="_blank" rel="noopener noreferrer">Keras</a></p>',
        ),
        ("1. a\n   - b\n2. c", "<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>"),
        ("```python\nx < 1\n```", '<pre><code class="language-python">x &lt; 1\n</code></pre>'),
    ],
)
def test_markdown_becomes_html_and_html_in_it_stays_text(text: str, html: str) -> None:
    assert as_html(text) == html


def test_a_title_is_left_out_and_anything_else_is_not() -> None:
    assert without_title("# Title\n\nText\n") == "\nText\n"
    assert without_title("Text\n\n# Later\n") == "Text\n\n# Later\n"


def told(*measurements: Measurement, failure: Failure | None = None) -> dict[str, Any]:
    outcome: Any = "not passed" if failure else "passed"
    return told_result(CheckResult("double", 1, outcome, (), 2, failure, measurements=measurements), labs={})


def test_a_figure_lies_on_a_bar_beside_its_bounds() -> None:
    enough, short, both = told(
        Measurement("accuracy", 0.9, at_least=0.8),
        Measurement("error", 3.0, at_most=2.0),
        Measurement("change", -1.0, at_least=-2.0, at_most=2.0),
    )["measurements"]
    assert (enough["value"], enough["wanted"], enough["reached"]) == ("0.9", "at least 0.8", True)
    assert 0 < enough["bounds"][0] < enough["bar"] < 1
    assert (short["wanted"], short["reached"]) == ("at most 2", False)
    assert 0 < short["bounds"][0] < short["bar"] < 1
    assert (both["wanted"], both["reached"]) == ("at least -2 and at most 2", True)
    assert 0 <= both["bounds"][0] < both["bar"] < both["bounds"][1] <= 1


@pytest.mark.parametrize(
    "measurement",
    [Measurement("loss", math.nan, at_most=1.0), Measurement("loss", math.inf, at_most=1.0),
     Measurement("loss", 0.5), Measurement("loss", 0.0, at_most=0.0)],
)  # fmt: skip
def test_what_cannot_be_drawn_is_told_in_words_alone(measurement: Measurement) -> None:
    figure = told(measurement)["measurements"][0]
    assert (figure["bar"], figure["bounds"]) == (None, [])
    assert figure["reached"] == (measurement.value in {0.5, 0.0})


def test_code_that_is_not_written_yet_is_not_quoted() -> None:
    lost = Failure("raised", "it raised.", line=3, code="x[9]", lab="nowhere")
    open_ = Failure("not_written", "not written yet.", line=3, code="raise NotImplementedError")
    assert told(failure=lost)["failure"]["code"] == "x[9]"
    assert told(failure=lost)["failure"]["lab"] is None
    assert told(failure=open_)["failure"]["code"] == ""


def test_after_a_pass_the_next_open_exercise_comes_and_at_the_end_the_first_open_one() -> None:
    class Chapter:
        exercises = tuple(map(exercise, "abc"))

    def after(name: str, *passed: str) -> str | None:
        found = next_after(exercise(name), [Chapter()], passed)  # type: ignore[list-item]
        return found.name if found else None

    assert (after("a"), after("a", "b"), after("c", "a"), after("c", "a", "b")) == ("b", "c", "b", None)


def test_a_file_s_stamp_changes_with_each_save(tmp_path: Path) -> None:
    path = tmp_path / "exercise.py"
    assert (stamp_of(None), stamp_of(path), code_of(None), code_of(path)) == ("", "", "", "")
    path.write_bytes(b"\xef\xbb\xbfx = 1 \xff\n")
    first = stamp_of(path)
    assert code_of(path) == "x = 1 \N{REPLACEMENT CHARACTER}\n"
    other = tmp_path / "saved beside"
    other.write_text("y = 2\n")
    other.replace(path)
    assert first != stamp_of(path)


class FakeProcess:
    def __init__(self) -> None:
        self.is_alive = True
        self.prepared: list[str] = []
        self.ended = threading.Event()

    def prepare(self, exercise: Exercise) -> None:
        self.prepared.append(exercise.name)

    def end(self) -> None:
        self.ended.set()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[FakeProcess]:
    """The processes that were started."""
    made: list[FakeProcess] = []

    def make() -> FakeProcess:
        made.append(FakeProcess())
        return made[-1]

    monkeypatch.setattr(warm_process, "CheckProcess", make)
    return made


def test_one_process_is_made_ready_for_all_exercises_and_taken_once(made: list[FakeProcess]) -> None:
    processes = WarmProcess()
    for name in ("a", "a", "b"):
        processes.warm(exercise(name))
    assert [each.prepared for each in made] == [["a", "b"]]
    assert processes.take() is made[0]
    assert processes.take() is made[1]
    assert made[1].prepared == []
    processes.close()
    assert not made[0].ended.is_set()  # whoever took it ends it


def test_a_process_that_died_is_replaced(made: list[FakeProcess]) -> None:
    processes = WarmProcess()
    processes.warm(exercise("a"))
    made[0].is_alive = False
    processes.warm(exercise("a"))
    made[1].is_alive = False
    assert processes.take() is made[2]
    assert [each.ended.is_set() for each in made] == [True, True, False]


def test_an_idle_process_is_ended_and_a_closed_server_starts_none(made: list[FakeProcess]) -> None:
    processes = WarmProcess(idle=0.01)
    processes.warm(exercise("a"))
    assert made[0].ended.wait(10)
    processes.warm(exercise("a"))
    processes.close()
    assert made[1].ended.is_set()
    processes.warm(exercise("a"))
    assert len(made) == 2
