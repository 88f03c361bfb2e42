"""A training in a process of its own: what it tells, when it stops, and that it ends with its starter."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

import handsonn.experiments.training_process as module
from handsonn.errors import CheckpointError
from handsonn.experiments.put_aside import keep_put_aside
from handsonn.experiments.results_folder import PICTURES, read_result, read_samples
from handsonn.experiments.training_process import listen, work
from handsonn.journal import Journal

SMALL = {"layers": [8], "epochs": 3}


def line(**changes: Any) -> str:
    return json.dumps({"data": {"name_or_path": "iris"}, "experiment": SMALL, "seed": 1} | changes)


def never() -> bool:
    return False


class Told(list[dict[str, Any]]):
    """The events, as whoever started the process reads them: each must be JSON."""

    def __call__(self, event: dict[str, Any]) -> None:
        self.append(json.loads(json.dumps(event, allow_nan=False)))

    def kinds(self) -> list[str]:
        return [event["event"] for event in self]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Told]:
    folder, told = tmp_path_factory.mktemp("job"), Told()
    assert work(line(), folder, told, never) == 0
    return folder, told


def test_it_tells_of_data_epochs_and_the_end_in_this_order(trained: tuple[Path, Told]) -> None:
    _, told = trained
    kinds = told.kinds()
    assert kinds[0] == "data"
    assert kinds[-3:] == ["judging", "judged", "done"]
    epochs = [event for event in told if event["event"] == "epochs"]
    losses = [value for event in epochs for value in event["metrics"]["loss"]]
    assert len(losses) == 3
    assert epochs[0]["first"] == 0
    assert told[-1]["ended"] == "all epochs"


def test_the_results_say_the_score_in_words_and_hold_every_format(trained: tuple[Path, Told]) -> None:
    folder, told = trained
    result = read_result(folder)
    assert result["sentence"].startswith("The network names the right class for")
    assert sum(map(sum, result["confusion"]["counts"])) == result["parts"][2] == 30
    assert [each["format"] for each in result["saved"]] == ["json", "yaml", "weights", "keras", "onnx"]
    assert all("file" in each for each in result["saved"])
    record = Journal(folder / "made").read("iris-0001")
    assert list(record.history["loss"]) == [
        value for event in told if event["event"] == "epochs" for value in event["metrics"]["loss"]
    ]


def test_the_samples_of_each_cell_are_those_that_the_matrix_counts(trained: tuple[Path, Told]) -> None:
    folder, _ = trained
    confusion = read_result(folder)["confusion"]
    for truth in range(3):
        for said in range(3):
            cell, images = read_samples(folder, cell=(truth, said))
            assert len(cell["samples"]) == min(24, confusion["counts"][truth][said])
            assert {each["true"] for each in cell["samples"]} <= {confusion["names"][truth]}
            assert {each["predicted"] for each in cell["samples"]} <= {confusion["names"][said]}
            assert images is None
    worst, _ = read_samples(folder)
    assert [each["worst"] for each in worst["samples"]] == list(range(len(worst["samples"])))
    assert all(each["true"] != each["predicted"] for each in worst["samples"])


def test_a_run_put_aside_is_kept_as_one_that_the_command_line_trained(
    trained: tuple[Path, Told], tmp_path: Path
) -> None:
    folder, _ = trained
    journal = Journal(tmp_path / "runs")
    for name in ("iris-0001", "iris-0002"):
        assert keep_put_aside(folder / "made" / "iris-0001", folder / PICTURES, journal).name == name
    kept = journal.folder_of("iris-0002")
    made = {path.name for path in kept.iterdir()}
    assert made >= {
        "record.json",
        "model.keras",
        "train.py",
        "data.npz",
        "report.html",
        "learning_curves.png",
    }
    assert "The run iris-0002 as plain Keras" in (kept / "train.py").read_text()
    report = (kept / "report.html").read_text()
    assert "handsonn show iris-0002" in report
    assert "iris-0001" not in report


def test_stopping_keeps_what_was_learnt_and_the_same_folder_goes_on_to_the_end(tmp_path: Path) -> None:
    told = Told()
    long = line(experiment={"layers": [8], "epochs": 40})
    answers = iter([False, True])  # the first block is one epoch
    assert work(long, tmp_path, told, lambda: next(answers)) == 0
    assert told[-1] == {"event": "done", "ended": "interrupted"}
    done = read_result(tmp_path)["epochs"]
    assert done == 1

    again = Told()
    assert work(long, tmp_path, again, never) == 0
    assert again[-1]["ended"] == "all epochs"
    assert again[1] == {"event": "going on", "after": done}
    assert next(event for event in again if event["event"] == "epochs")["first"] == done
    assert read_result(tmp_path)["epochs"] == 40


def test_an_interrupted_training_goes_on_to_more_epochs_than_it_was_begun_with(tmp_path: Path) -> None:
    told, again = Told(), Told()
    answers = iter([False, True])
    assert work(line(experiment={"layers": [8], "epochs": 40}), tmp_path, told, lambda: next(answers)) == 0
    assert work(line(experiment={"layers": [8], "epochs": 50}), tmp_path, again, never) == 0
    assert again[1] == {"event": "going on", "after": 1}
    assert next(event for event in again if event["event"] == "epochs")["first"] == 1
    assert read_result(tmp_path)["epochs"] == 50


def test_a_stop_before_the_first_epochs_ends_the_process_at_once_and_a_later_one_does_not() -> None:
    for earlier, ends in (("data", True), ("epochs", False), ("error", False)):
        events, left = io.StringIO(), list[int]()
        teller = module.Teller(events, left.append)
        teller.tell({"event": earlier})
        teller.stop()
        assert teller.stop_wanted.is_set()
        assert left == [0] * ends
        assert events.getvalue().count("nothing was learnt") == ends


def test_a_checkpoint_that_cannot_be_taken_up_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(30, "Read-only file system")

    (tmp_path / "old").mkdir()
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(CheckpointError, match=r"could not be taken up \(Read-only file system\)"):
        module.take_up(tmp_path / "new")


def test_stopping_before_the_first_epoch_leaves_nothing_to_judge(tmp_path: Path) -> None:
    told = Told()
    assert work(line(), tmp_path, told, lambda: True) == 0
    assert told[-1]["event"] == "nothing"
    assert "nothing was learnt" in told[-1]["sentence"]
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("{", "the settings are not JSON"),
        (line(data={"name_or_path": "irys"}), "did you mean 'iris'"),
        (line(experiment={"layers": [8], "optimizer": "adma"}), "there is no optimizer called 'adma'"),
        (line(experiment={"layers": [0]}), "hidden layer 1 has 0 units"),
        (line(experiment={"epohs": 3}), "did you mean 'epochs'"),
    ],
)
def test_an_error_of_the_library_is_told_as_its_sentence(tmp_path: Path, settings: str, words: str) -> None:
    told = Told()
    assert work(settings, tmp_path, told, never) == 1
    assert told[-1]["event"] == "error"
    assert words in told[-1]["sentence"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RuntimeError("secret inside"), "handsonn did not foresee what happened (RuntimeError)"),
        (OSError(28, "No space left on device"), "the disk refused (No space left on device)"),
        (MemoryError(), "the memory of this machine is full"),
    ],
)
def test_what_nobody_foresaw_is_a_sentence_and_its_traceback_goes_to_the_log(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    words: str,
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(module, "train_and_keep", fail)
    told = Told()
    assert work(line(), tmp_path, told, never) == 1
    assert words in told[-1]["sentence"]
    assert "secret" not in json.dumps(told)
    if isinstance(error, RuntimeError):
        assert "secret inside" in capsys.readouterr().err


def test_a_folder_in_which_another_process_trains_is_left_alone(tmp_path: Path) -> None:
    told = Told()
    with FileLock(tmp_path / module.LOCK_FILE):
        assert work(line(), tmp_path, told, never) == 1
    assert "already being done by another window" in told[-1]["sentence"]
    assert not (tmp_path / "made").exists()


def test_results_that_are_gone_are_missed_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="the results of this training cannot be read"):
        read_result(tmp_path)


def test_the_line_stop_stops_and_the_end_of_the_lines_ends() -> None:
    said: list[str] = []
    listen(iter(["something\n", "stop\n"]), lambda: said.append("stop"), lambda: said.append("gone"))
    assert said == ["stop", "gone"]


STARTER = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-m", "handsonn.experiments.training_process", sys.argv[1]],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
print(sys.argv[2], file=child.stdin, flush=True)
for line in child.stdout:
    print(line, end="", flush=True)
"""


@pytest.fixture
def starter(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that started a training of many epochs, and passes its events on."""
    settings = line(experiment={"layers": [8], "epochs": 10_000_000})
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path), settings], stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_a_training_ends_when_its_starter_is_killed_and_its_checkpoint_stays(
    starter: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert starter.stdout is not None
    epochs = 0
    while not list(tmp_path.glob("made/.checkpoints/*/session.npz")):
        event = json.loads(starter.stdout.readline())
        assert event["event"] in {"data", "epochs"}, event
        epochs += event["event"] == "epochs"
    assert epochs
    os.kill(starter.pid, signal.SIGKILL)
    starter.wait()
    # The child holds this lock as long as it lives; the system takes it from whoever is gone.
    with FileLock(tmp_path / module.LOCK_FILE, timeout=60):
        assert list(tmp_path.glob("made/.checkpoints/*/session.npz"))
