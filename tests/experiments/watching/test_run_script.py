"""A script is run as Python runs it; its errors are told by its own lines; its time ends it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from handsonn.experiments.watching.run_script import Ended, Limit, run_script


def run(folder: Path, text: str, *arguments: str) -> Ended:
    script = folder / "mine.py"
    script.write_text(text)
    return run_script(script.resolve(), arguments, Limit(600.0))


def test_a_script_is_main_with_its_arguments_and_its_folder(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "beside_it.py").write_text("WORD = 'found'\n")
    before = sys.argv, sys.path[:]
    ended = run(tmp_path, "import sys, beside_it\nprint(__name__, sys.argv[1:], beside_it.WORD)\n", "a", "b")
    assert ended == Ended("ended")
    assert capfd.readouterr().out == "__main__ ['a', 'b'] found\n"
    assert (sys.argv, sys.path[:]) == before


def test_an_error_is_told_by_the_scripts_own_line(tmp_path: Path) -> None:
    ended = run(tmp_path, "import json\n\nx = json.loads('{')\n")
    assert ended.how == "raised"
    assert ended.raised is not None
    assert (ended.raised.kind, ended.raised.line, ended.raised.code) == (
        "JSONDecodeError", 3, "x = json.loads('{')",
    )  # fmt: skip
    assert ended.raised.during == "script"


def test_an_error_of_keras_says_in_which_step(tmp_path: Path) -> None:
    ended = run(tmp_path, "import keras\nkeras.layers.Dense(-3)\n")
    assert ended.raised is not None
    assert (ended.raised.during, ended.raised.line) == ("build", 2)


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [("x = (1,\nprint x\n", "SyntaxError", 1), ("import keras.layers.core\n", "ModuleNotFoundError", 1)],
)
def test_a_script_that_cannot_start_is_told_too(tmp_path: Path, text: str, kind: str, line: int) -> None:
    raised = run(tmp_path, text).raised
    assert raised is not None
    assert (raised.kind, raised.line) == (kind, line)


def test_leaving_by_exit_is_an_end_and_with_a_reason_an_error(tmp_path: Path) -> None:
    assert run(tmp_path, "import sys\nsys.exit()\n") == Ended("ended")
    raised = run(tmp_path, "raise SystemExit('no data here')\n").raised
    assert raised is not None
    assert (raised.kind, raised.message) == ("SystemExit", "no data here")


BY_ITSELF = """
import subprocess
import sys
from pathlib import Path
from handsonn.experiments.watching.run_script import Limit, run_script
limit = Limit(float(sys.argv[2]))
if sys.argv[3] == "stop":
    limit.end_now()
print(run_script(Path(sys.argv[1]), (), limit).how)
"""


def how_it_ends(folder: Path, text: str, seconds: float = 0.2, then: str = "wait") -> str:
    """Run it in a process of its own: an end from inside may come while JAX collects garbage here."""
    script = folder / "mine.py"
    script.write_text(text)
    command = [sys.executable, "-c", BY_ITSELF, str(script), str(seconds), then]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


def test_an_endless_loop_ends_when_its_time_is_over(tmp_path: Path) -> None:
    assert how_it_ends(tmp_path, "while True:\n    pass\n") == "out of time"


def test_a_script_that_swallows_everything_ends_too(tmp_path: Path) -> None:
    endless = "while True:\n    pass\n"
    text = f"try:\n    while True:\n        pass\nexcept:\n    print('on')\n{endless}"
    assert how_it_ends(tmp_path, text) == "out of time"


def test_a_learner_who_does_not_want_to_wait_stops_it(tmp_path: Path) -> None:
    assert how_it_ends(tmp_path, "while True:\n    pass\n", seconds=600.0, then="stop") == "stopped"
