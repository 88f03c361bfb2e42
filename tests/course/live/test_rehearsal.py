"""A lab's first experiment is run unseen while its page loads, and gives way to whoever asks."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from handsonn.course.live.part import Outcome
from handsonn.course.live.rehearsal import GivesWay, live_lab_in, rehearse
from handsonn.course.live.turns import TURNS
from handsonn.course.live.worker import Superseded

NOTEBOOK = """
import marimo

app = marimo.App()

with app.setup:
    import rehearsal_diary as diary
    from handsonn.course.live import LiveLab, Outcome, Part, Prediction, Slider, show


@app.function
def experiment(settings, watch):
    diary.experiment(settings, watch)
    return Outcome(pictures={}, notice=("noticed",))


@app.cell
def _():
    slider = Slider("epochs", "epochs", (1, 2, 3), 2)
    asked = Prediction("?", ("a", "b"))
    parts = [Part(name, name, "?", (slider,), asked, experiment) for name in ("one", "two")]
    live = LiveLab("epochs", parts=tuple(parts))
    show(live)
    return (live,)
"""


class Diary:
    """What the notebook's experiment writes into; `then` is done in the middle of it."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.then: Any = lambda _watch: None

    def experiment(self, settings: dict[str, Any], watch: Any) -> None:
        self.told.append(settings)
        self.then(watch)
        self.told.append("to the end")


@pytest.fixture
def diary(monkeypatch: pytest.MonkeyPatch) -> Diary:
    kept = Diary()
    monkeypatch.setitem(sys.modules, "rehearsal_diary", kept)  # type: ignore[arg-type]
    return kept


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    path = tmp_path / "notebook.py"
    path.write_text(NOTEBOOK)
    return path


def test_the_first_part_is_computed_once_with_its_first_settings_and_nothing_is_printed(
    notebook: Path, diary: Diary, capsys: pytest.CaptureFixture[str]
) -> None:
    rehearse(notebook)
    assert diary.told == [{"epochs": 2}, "to the end"]
    assert capsys.readouterr().out == ""


def test_it_ends_when_somebody_else_wants_to_compute(notebook: Path, diary: Diary) -> None:
    served = threading.Event()

    def another() -> None:
        with TURNS.turn():
            served.set()

    def in_the_middle(watch: Any) -> None:
        assert not watch.should_stop()
        watch.check()
        threading.Thread(target=another, daemon=True).start()
        while not watch.should_stop():
            threading.Event().wait(0.001)
        watch.check()

    diary.then = in_the_middle
    rehearse(notebook)
    assert diary.told == [{"epochs": 2}]
    assert served.wait(30)


def test_a_brief_one_ends_where_the_first_network_would_train(notebook: Path, diary: Diary) -> None:
    def in_the_middle(watch: Any) -> None:
        watch.check()  # before anything is compiled
        assert watch.should_stop()  # asked by the trainer, with the program compiled
        watch.check()

    diary.then = in_the_middle
    rehearse(notebook, brief=True)
    assert diary.told == [{"epochs": 2}]


def test_a_brief_one_ends_after_the_first_training_of_a_loop(notebook: Path, diary: Diary) -> None:
    def loop(watch: Any) -> None:
        for seed in range(5):
            watch.check()
            diary.told.append(seed)

    diary.then = loop
    rehearse(notebook, brief=True)
    assert diary.told == [{"epochs": 2}, 0]


def test_it_ends_when_the_learner_went_to_another_lab(notebook: Path, diary: Diary) -> None:
    elsewhere = threading.Event()

    def in_the_middle(watch: Any) -> None:
        watch.check()
        assert not watch.should_stop()
        elsewhere.set()
        assert watch.should_stop()
        watch.check()

    diary.then = in_the_middle
    rehearse(notebook, unwanted=elsewhere.is_set)
    assert diary.told == [{"epochs": 2}]


def test_what_it_tells_while_it_works_goes_nowhere() -> None:
    watch = GivesWay()
    watch.progress(0.5, "half")
    watch.show(Outcome(pictures={}))
    with TURNS.turn():
        watch.check()


def test_a_notebook_without_a_live_part_is_left_alone(tmp_path: Path) -> None:
    plain = tmp_path / "plain.py"
    plain.write_text("import marimo\n\napp = marimo.App()\n\n\n@app.cell\ndef _():\n    1 + 1\n    return\n")
    assert live_lab_in(plain) is None
    rehearse(plain)


def test_an_empty_file_is_left_alone(tmp_path: Path) -> None:
    empty = tmp_path / "empty.py"
    empty.touch()
    assert live_lab_in(empty) is None


def test_cells_run_in_the_order_of_their_names_not_of_the_file(notebook: Path, diary: Diary) -> None:
    text = NOTEBOOK.replace("parts = [Part", "parts = [made").replace("def _():", "def _(made):")
    notebook.write_text(f"{text}\n\n@app.cell\ndef _():\n    made = Part\n    return (made,)\n")
    live = live_lab_in(notebook)
    assert live is not None
    assert list(live.parts) == ["one", "two"]
    assert diary.told == []
    live.close()


@pytest.mark.parametrize(("brief", "expected"), [(True, []), (False, ["text"])])
def test_a_brief_one_leaves_out_what_comes_after_the_live_part(
    brief: bool, expected: list[str], notebook: Path, diary: Diary
) -> None:
    notebook.write_text(f"{NOTEBOOK}\n\n@app.cell\ndef _():\n    diary.told.append('text')\n    return\n")
    live = live_lab_in(notebook, brief=brief)
    assert live is not None
    assert diary.told == expected
    live.close()


PROGRAM = """
import sys, types
from pathlib import Path
from handsonn.course.live.rehearsal import live_lab_in

sys.modules["rehearsal_diary"] = types.ModuleType("diary")
live = live_lab_in(Path(sys.argv[1]))
print(live is not None, "matplotlib" in sys.modules)
"""


def test_running_a_notebook_does_not_import_matplotlib(notebook: Path) -> None:
    """Sessions that begin in the middle of that import fail in marimo 0.25."""
    command = [sys.executable, "-c", PROGRAM, notebook]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True False\n"


def test_a_notebook_that_cannot_run_is_logged_in_full(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("import marimo\n\napp = marimo.App()\n\n\n@app.cell\ndef _():\n    1 / 0\n    return\n")
    rehearse(broken)
    assert "could not be rehearsed" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_a_refusal_of_the_experiment_is_left_to_the_page(
    notebook: Path, diary: Diary, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_watch: Any) -> None:
        raise Superseded

    diary.then = refuse
    rehearse(notebook)
    assert caplog.text == ""
