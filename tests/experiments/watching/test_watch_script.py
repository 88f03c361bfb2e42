"""A script in a process of its own: diagnosed, ended at its limit, and nothing of it left running."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ended_process import wait_until_ended

from handsonn.errors import DiagnosisError, UsageError
from handsonn.experiments.watching import WatchRequest, watch_script

TRAIN = """
import sys
import keras
import numpy as np
keras.utils.set_random_seed(5)
x = np.random.default_rng(0).normal(size=(64, 3)).astype("float32")
y = (x[:, 0] > 0).astype("int32")
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, "relu"), keras.layers.Dense(1, "softmax")])
model.compile("adam", "binary_crossentropy")
"""


def watched(folder: Path, text: str, hear: Any = lambda _: None, grace: float = 20.0, **asked: Any) -> Any:
    script = folder / "mine.py"
    script.write_text(text)
    return watch_script(WatchRequest(str(script), prove=False, **asked), hear=hear, grace=grace)


def test_a_script_is_diagnosed_and_told_before_its_first_step(tmp_path: Path) -> None:
    heard: list[dict[str, Any]] = []
    text = f"{TRAIN}model.fit(x, y, epochs=int(sys.argv[1]))\nmodel.save_weights('mine.weights.h5')\n"
    text = text.replace("'mine", f"r'{tmp_path}/mine")
    found = watched(tmp_path, text, heard.append, arguments=("2",))
    assert found.how == "ended"
    assert found.diagnosis.findings[0].code == found.early[0].code == "HN001"
    kinds = [event["event"] for event in heard]
    assert kinds.index("began") < kinds.index("epoch") < kinds.index("ended") < kinds.index("diagnosis")
    assert heard[kinds.index("began")]["epochs"] == 2
    assert (tmp_path / "mine.weights.h5").is_file()
    assert any("loss" in line for line in found.printed)


def test_a_script_that_goes_on_for_ever_is_diagnosed_by_what_it_did(tmp_path: Path) -> None:
    text = f"{TRAIN}model.fit(x, y, epochs=1, verbose=0)\nwhile True:\n    pass\n"
    found = watched(tmp_path, text, seconds=20.0)
    assert found.how in {"out of time", "killed"}
    assert found.early[0].code == "HN001" or found.diagnosis.findings[0].code == "HN001"


def test_a_script_that_cannot_be_ended_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    text = """
import signal, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
open(sys.argv[1], "w").write(str(child.pid))
signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    time.sleep(3600)
"""
    found = watched(tmp_path, text, arguments=(str(tmp_path / "pid"),), seconds=3.0, grace=1.0)
    assert (found.how, found.diagnosis, found.early) == ("killed", None, ())
    wait_until_ended(int((tmp_path / "pid").read_text()))


def test_a_process_that_ends_itself_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DiagnosisError, match=r"ended with status 7 .*'almost there'"):
        watched(tmp_path, "import os\nprint('almost there', flush=True)\nos._exit(7)\n")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "print('no network here')\n",
            "mine.py ended without a call of fit, so there is nothing to diagnose",
        ),
        (
            "Dear all,\n",
            r"mine.py cannot be run: line 1, 'Dear all,', is no Python \(invalid syntax\); correct",
        ),
    ],
)
def test_what_trains_nothing_is_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(DiagnosisError, match=sentence):
        watched(tmp_path, text)


def test_a_script_whose_time_is_over_before_it_calls_fit_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DiagnosisError, match=r"the 1 s of mine.py were over before it called fit; give a"):
        watched(tmp_path, "while True:\n    pass\n", seconds=1.0)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("no_such.py", "there is no file"),
        (".", "is a folder"),
        ("notes.ipynb", "is a notebook; save it as a script first"),
    ],
)
def test_what_is_no_script_is_refused(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "notes.ipynb").write_text("{}")
    with pytest.raises(UsageError, match=sentence):
        watch_script(WatchRequest(str(tmp_path / name)))


def test_a_limit_that_is_no_time_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("")
    with pytest.raises(UsageError, match="the time limit is 0 s"):
        watch_script(WatchRequest(str(tmp_path / "mine.py"), seconds=0.0))
