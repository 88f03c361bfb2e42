"""The workbench's trainings: a queue, a few at once, found again after whatever happened."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from handsonn.errors import UsageError
from handsonn.experiments.training_settings import TrainingSettings
from handsonn.web.workbench.job import Job
from handsonn.web.workbench.jobs import MOST_REMEMBERED, MOST_WAITING, Jobs

SETTINGS = TrainingSettings("iris", {}, {"epochs": 3})
DEADLINE = 60.0


class Pretended:
    """A child that trains when it is told to, for tests of what stands around it."""

    made: list[Pretended]

    def __init__(self, job: Job) -> None:
        self.job, self.over, self.stopped = job, threading.Event(), False
        self.made.append(self)
        job.take({"event": "started"})

    def stop(self) -> None:
        self.stopped = True
        self.job.take({"event": "epochs", "first": 0, "metrics": {"loss": [0.5]}, "seconds_left": 1.0})
        self.job.take({"event": "done", "ended": "interrupted"})
        self.over.set()

    def end(self) -> None:
        self.job.take({"event": "broken off"})
        self.over.set()

    def finish(self) -> None:
        self.job.take({"event": "done", "ended": "all epochs"})
        self.over.set()

    def listen(self) -> None:
        assert self.over.wait(DEADLINE)


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[Pretended]:
    made: list[Pretended] = []
    monkeypatch.setattr(Pretended, "made", made, raising=False)
    return made


@pytest.fixture
def jobs(tmp_path: Path, children: list[Pretended]) -> Iterator[Jobs]:
    del children
    made = Jobs(tmp_path / "jobs", child=Pretended)  # type: ignore[arg-type]
    yield made
    made.close()


def wait_for(job: Job, *states: str) -> None:
    """Wait, at most a minute, until a job is in one of these states: the bell rings in this thread's loop."""
    import asyncio

    assert asyncio.run(job.bell.wait_until(lambda: job.state in states, DEADLINE)), job.state


def test_two_train_at_once_and_the_third_is_told_its_place(jobs: Jobs, children: list[Pretended]) -> None:
    first, second = jobs.start(SETTINGS), jobs.start(SETTINGS)
    wait_for(first, "running")
    wait_for(second, "running")
    third, fourth = jobs.start(SETTINGS), jobs.start(SETTINGS)
    assert (third.state, fourth.state) == ("waiting", "waiting")
    assert jobs.place(third) == "2 other trainings run now, yours is next; at most 2 run at once."
    assert "1 before yours in the queue; at most 2 run at once." in jobs.place(fourth)
    assert jobs.place(first) == ""
    children[0].finish()
    wait_for(third, "running")
    assert fourth.state == "waiting"
    children[1].finish()
    wait_for(fourth, "running")
    for child in children[2:]:
        child.finish()


def test_a_waiting_training_that_is_stopped_never_starts(jobs: Jobs, children: list[Pretended]) -> None:
    for job in (jobs.start(SETTINGS), jobs.start(SETTINGS)):
        wait_for(job, "running")
    waiting = jobs.start(SETTINGS)
    jobs.stop(waiting)
    wait_for(waiting, "nothing")
    assert len(children) == 2
    assert "before its turn" in waiting.facts()["error"]["sentence"]


def test_stop_reaches_the_process_and_what_was_stopped_can_go_on(
    jobs: Jobs, children: list[Pretended]
) -> None:
    job = jobs.start(SETTINGS)
    wait_for(job, "running")
    with pytest.raises(UsageError, match="cannot go on"):
        jobs.go_on(job)
    jobs.stop(job)
    wait_for(job, "done")
    assert children[0].stopped
    assert job.facts()["can_go_on"]
    jobs.go_on(job)
    wait_for(job, "running")
    assert len(children) == 2
    assert job.facts()["stopping"] is False
    children[1].finish()
    wait_for(job, "done")
    assert not job.facts()["can_go_on"]


def test_it_goes_on_to_more_epochs_where_more_are_asked_for_and_never_to_fewer(
    jobs: Jobs, children: list[Pretended]
) -> None:
    job = jobs.start(SETTINGS)
    for asked, wanted in ((2, 3), (9, 9)):
        wait_for(job, "running")
        jobs.stop(job)
        wait_for(job, "done")
        jobs.go_on(job, asked)
        assert job.settings["experiment"]["epochs"] == wanted
    wait_for(job, "running")
    found = Jobs(jobs.folder, child=Pretended).find(job.id)  # type: ignore[arg-type]
    assert found.facts()["epochs"] == 9
    children[-1].finish()


def test_a_training_that_is_stopped_before_it_goes_on_is_told_as_it_was(tmp_path: Path) -> None:
    job = Job(tmp_path, SETTINGS.to_jsonable())
    ended = {"event": "done", "ended": "interrupted"}
    epochs = {"event": "epochs", "first": 0, "metrics": {"loss": [3.0, 2.0]}, "seconds_left": 1.0}
    for event in ({"event": "waiting"}, epochs, {"event": "judged"}, ended, {"event": "kept", "name": "a"}):
        job.take(event)
    before = job.facts()
    going = ({"event": "waiting", "epochs": 9}, {"event": "started"}, {"event": "going on", "after": 2})
    for event in (*going, {"event": "nothing", "sentence": "nothing was learnt"}):
        job.take(event)
    after = job.facts()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"version", "went_on_after"}
    assert after["went_on_after"] == after["epochs_done"] == 2


@pytest.mark.parametrize(
    ("sentence", "epochs", "goes_on"),
    [
        ("x.csv: 1 row lacks a value", 0, False),
        ("the disk refused (No space left on device), so the training ended", 4, True),
        ("the loss became infinite in epoch 5; the learning rate is 10", 4, False),
    ],
)
def test_only_a_training_that_more_epochs_can_help_goes_on(
    tmp_path: Path, sentence: str, epochs: int, goes_on: bool
) -> None:
    job = Job(tmp_path, SETTINGS.to_jsonable())
    if epochs:
        job.take({"event": "epochs", "first": 0, "metrics": {"loss": [1.0] * epochs}, "seconds_left": 1.0})
    job.take({"event": "error", "sentence": sentence})
    assert job.facts()["can_go_on"] == goes_on


@pytest.mark.parametrize("has_checkpoint", [False, True])
def test_a_training_broken_off_in_its_first_epoch_goes_on_only_from_a_checkpoint(
    tmp_path: Path, has_checkpoint: bool
) -> None:
    job = Job(tmp_path, SETTINGS.to_jsonable())
    if has_checkpoint:
        (tmp_path / "made" / ".checkpoints" / "one").mkdir(parents=True)
        (tmp_path / "made" / ".checkpoints" / "one" / "session.npz").touch()
    job.take({"event": "broken off"})
    assert job.facts()["can_go_on"] == has_checkpoint


def test_the_queue_has_an_end(jobs: Jobs) -> None:
    for job in (jobs.start(SETTINGS), jobs.start(SETTINGS)):
        wait_for(job, "running")
    for _ in range(MOST_WAITING):
        jobs.start(SETTINGS)
    with pytest.raises(UsageError, match=f"{MOST_WAITING} trainings wait already"):
        jobs.start(SETTINGS)


def test_the_newest_trainings_are_remembered_and_those_at_work_are_never_forgotten(
    jobs: Jobs, children: list[Pretended]
) -> None:
    at_work = jobs.start(SETTINGS)
    wait_for(at_work, "running")
    finished = []
    for number in range(MOST_REMEMBERED + 3):
        job = jobs.start(SETTINGS)
        wait_for(job, "running")
        children[number + 1].finish()
        wait_for(job, "done")
        finished.append(job.id)
    known = {job.id for job in jobs.all()}
    assert len(known) == MOST_REMEMBERED + 1
    assert at_work.id in known
    assert {path.name for path in jobs.folder.iterdir()} == known
    with pytest.raises(UsageError, match="any more: the newest 20 are remembered"):
        jobs.find(next(name for name in finished if name not in known))


def test_a_training_that_runs_is_not_deleted_and_one_that_ended_is(
    jobs: Jobs, children: list[Pretended]
) -> None:
    job = jobs.start(SETTINGS)
    wait_for(job, "running")
    with pytest.raises(UsageError, match="stop it before you delete it"):
        jobs.forget(job)
    children[0].finish()
    wait_for(job, "done")
    jobs.forget(job)
    assert not job.folder.exists()


def test_after_a_killed_server_the_curves_are_found_again_and_the_training_can_go_on(
    jobs: Jobs, children: list[Pretended]
) -> None:
    job = jobs.start(SETTINGS)
    wait_for(job, "running")
    epochs = {
        "event": "epochs",
        "first": 0,
        "metrics": {"loss": [3.0, 2.0]},
        "seconds_left": 1.0,
        "epochs": 3,
    }
    job.take(epochs)
    with (job.folder / "events.jsonl").open("a") as file:
        file.write('{"event": "epo')  # the kill came in the middle of a line
    found = Jobs(jobs.folder, child=Pretended).find(job.id)  # type: ignore[arg-type]
    assert found.state == "broken off"
    assert found.facts()["metrics"] == {"loss": [3.0, 2.0]}
    assert found.facts()["can_go_on"]
    children[0].finish()


def test_a_training_of_another_server_is_neither_broken_off_nor_taken_over(jobs: Jobs) -> None:
    job = jobs.start(SETTINGS)
    wait_for(job, "running")
    lock = FileLock(job.folder / "lock")  # as the process that trains holds it
    with lock:
        other = Jobs(jobs.folder, child=Pretended)  # type: ignore[arg-type]
        assert other.find(job.id).state == "elsewhere"
        with pytest.raises(UsageError, match="cannot go on"):
            other.go_on(other.find(job.id))
    job.take({"event": "done", "ended": "all epochs"})
    assert other.find(job.id).state == "done"


def test_a_process_that_is_being_started_while_the_server_ends_is_ended_too(tmp_path: Path) -> None:
    starting, go_on = threading.Event(), threading.Event()
    made: list[Pretended] = []

    class Slow(Pretended):
        def __init__(self, job: Job) -> None:
            self.made = made
            super().__init__(job)
            starting.set()
            assert go_on.wait(DEADLINE)

    jobs = Jobs(tmp_path / "jobs", child=Slow)  # type: ignore[arg-type]
    job = jobs.start(SETTINGS)
    assert starting.wait(DEADLINE)
    jobs.close()
    go_on.set()
    assert made[0].over.wait(DEADLINE)
    assert job.state == "broken off"


def test_our_working_files_stay_out_of_version_control(jobs: Jobs) -> None:
    jobs.start(SETTINGS)
    assert (jobs.folder.parent / ".gitignore").read_text() == "*\n"


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path, children: list[Pretended]) -> None:
    (tmp_path / "file").write_text("")
    jobs = Jobs(tmp_path / "file" / "jobs", child=Pretended)  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"the training could not be begun in .*file/jobs"):
        jobs.start(SETTINGS)
    assert children == []


def test_a_process_that_cannot_be_started_is_a_sentence(tmp_path: Path) -> None:
    def refused(_: Job) -> Any:
        raise OSError(12, "Cannot allocate memory")

    job = Jobs(tmp_path / "jobs", child=refused).start(SETTINGS)
    wait_for(job, "failed")
    assert "could not be started (Cannot allocate memory)" in job.facts()["error"]["sentence"]


def test_epochs_that_are_told_again_after_a_kill_are_not_doubled(tmp_path: Path) -> None:
    job = Job(tmp_path, SETTINGS.to_jsonable())

    def tell(first: int, losses: list[float]) -> None:
        job.take({"event": "epochs", "first": first, "metrics": {"loss": losses}, "seconds_left": 0.0})

    tell(0, [5.0, 4.0, 3.0])
    tell(1, [4.0, 3.0, 2.0])
    assert job.facts()["metrics"]["loss"] == [5.0, 4.0, 3.0, 2.0]
    assert job.facts(3)["metrics"]["loss"] == [2.0]
    assert job.facts(99)["first"] == 4
    replayed = Job(tmp_path, {})
    replayed.replay()
    assert replayed.facts()["metrics"] == job.facts()["metrics"]


def test_a_full_disk_does_not_end_a_training_but_is_told(tmp_path: Path) -> None:
    job = Job(tmp_path / "gone", SETTINGS.to_jsonable())
    for _ in range(2):
        job.take({"event": "data", "name": "iris"})
    assert job.facts()["notes"] == [
        "the course of this training is not written down (No such file or directory); make room."
    ]


def test_the_settings_that_are_kept_are_those_that_are_read_again(jobs: Jobs) -> None:
    job = jobs.start(SETTINGS)
    assert json.loads((job.folder / "settings.json").read_text()) == SETTINGS.to_jsonable()
