"""Training that is stopped: by Ctrl-C in this process, and by SIGKILL in another one."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from click.testing import Result

from handsonn.cli.interruption import stopping_on_ctrl_c
from handsonn.cli.progress_bar import epoch_progress
from handsonn.journal import Journal
from handsonn.training import session_loop

Command = Callable[..., Result]
TRAIN = ("train", "digits", "--layers", "32", "--epochs", "30", "--no-report")


@pytest.fixture(autouse=True)
def _each_epoch_is_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a training stops after the epoch in which it is told to, however fast epochs are."""
    monkeypatch.setattr(session_loop, "BLOCK_SECONDS", 0.0)


def weights_of(run: Path) -> list[Any]:
    return [np.asarray(part) for part in keras.saving.load_model(run / "model.keras").get_weights()]


@pytest.fixture(scope="module")
def whole(command: Command, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The weights of the training without a break."""
    folder = tmp_path_factory.mktemp("whole")
    assert command(*TRAIN, "--runs", folder).exit_code == 0
    return weights_of(folder / "digits-0001")


@pytest.fixture
def ctrl_c_after(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let the learner press Ctrl-C when a number of epochs are over."""
    import handsonn.cli.train_session as module

    def arrange(epochs: int) -> None:
        def pressing(words: str, total: int) -> Any:
            from contextlib import contextmanager

            @contextmanager
            def watched() -> Any:
                with epoch_progress(words, total) as sink:

                    def press(facts: Any) -> None:
                        sink(facts)
                        if facts.epoch + 1 == epochs:
                            os.kill(os.getpid(), signal.SIGINT)

                    yield press

            return watched()

        monkeypatch.setattr(module, "epoch_progress", pressing)

    return arrange


def test_ctrl_c_keeps_what_was_learnt_and_the_same_command_goes_on_to_the_same_weights(
    command: Command,
    tmp_path: Path,
    whole: list[Any],
    ctrl_c_after: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ctrl_c_after(7)
    stopped = command(*TRAIN, "--runs", tmp_path)
    assert stopped.exit_code == 130
    assert "Stopping; what was learnt is kept" in stopped.stderr
    typed = f"handsonn train digits --layers 32 --epochs 30 --no-report --runs {tmp_path}"
    assert typed in stopped.stderr
    record = Journal(tmp_path).read("digits-0001")
    assert record.ended == "interrupted"
    assert len(record.history["loss"]) == 7
    assert record.report is not None

    monkeypatch.undo()
    resumed = command(*TRAIN, "--runs", tmp_path)
    assert resumed.exit_code == 0
    assert "after 7 of 30 epochs" in " ".join(resumed.stderr.split())
    for found, expected in zip(weights_of(tmp_path / "digits-0002"), whole, strict=True):
        np.testing.assert_array_equal(found, expected)
    assert not (tmp_path / ".checkpoints").exists()


def test_fresh_begins_anew(command: Command, tmp_path: Path, ctrl_c_after: Callable[[int], None]) -> None:
    ctrl_c_after(3)
    assert command(*TRAIN, "--runs", tmp_path).exit_code == 130
    again = command(*TRAIN, "--fresh", "--runs", tmp_path)
    assert "going on" not in again.stderr.lower()
    assert again.exit_code == 130
    assert "--fresh" not in again.stderr


def test_ctrl_c_ends_the_seeds_that_are_still_to_come(
    command: Command, tmp_path: Path, ctrl_c_after: Callable[[int], None]
) -> None:
    ctrl_c_after(2)
    result = command(*TRAIN, "--seeds", "5", "--json", "--runs", tmp_path)
    assert result.exit_code == 130
    assert [record["ended"] for record in json.loads(result.stdout)["runs"]] == ["interrupted"]


def test_ctrl_c_before_the_first_epoch_keeps_no_run(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import handsonn.cli.train_session as module

    def pressing(words: str, total: int) -> Any:
        os.kill(os.getpid(), signal.SIGINT)
        return epoch_progress(words, total)

    monkeypatch.setattr(module, "epoch_progress", pressing)
    result = command(*TRAIN, "--json", "--runs", tmp_path)
    assert result.exit_code == 130
    assert "Nothing was learnt yet, so no run is kept; run the same command again." in result.stderr
    assert "interrupted; what was learnt" not in result.stderr.lower()
    assert json.loads(result.stdout)["runs"] == []
    assert not list(tmp_path.glob("digits-*"))
    assert not (tmp_path / ".checkpoints").exists()


def test_a_second_ctrl_c_stops_at_once() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), stopping_on_ctrl_c() as stopped:  # noqa: PT012 - the second press
        os.kill(os.getpid(), signal.SIGINT)
        assert stopped()
        os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


KILLED = """
import os, signal, sys
from handsonn.cli.main import handsonn
from handsonn.training import session_loop
from handsonn.training.session import Session

def save_and_die(session, progress, state, save=Session.save):
    save(session, progress, state)
    os.kill(os.getpid(), signal.SIGKILL)

session_loop.BLOCK_SECONDS = 0.0
session_loop._Loop._time_to_save = lambda loop: loop.progress.epoch == 5
Session.save = save_and_die
handsonn(sys.argv[1:])
"""


def test_a_killed_training_goes_on_by_itself_to_the_same_weights(
    command: Command, tmp_path: Path, whole: list[Any]
) -> None:
    words = [sys.executable, "-c", KILLED, *TRAIN, "--runs", str(tmp_path)]
    killed = subprocess.run(words, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not list(tmp_path.glob("digits-*"))
    resumed = command(*TRAIN, "--runs", tmp_path)
    said = " ".join(resumed.stderr.split()).lower()
    assert "going on from an interrupted training, after 5 of 30 epochs" in said
    for found, expected in zip(weights_of(tmp_path / "digits-0001"), whole, strict=True):
        np.testing.assert_array_equal(found, expected)
