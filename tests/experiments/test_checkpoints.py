"""Where an interrupted training waits: the same data, settings and seed find it, anything else does not."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from handsonn.errors import CheckpointError, JournalError
from handsonn.experiments import Experiment
from handsonn.experiments.checkpoints import (
    checkpoint_folder,
    epochs_waiting,
    forget,
    stands_within_first_epoch,
)
from handsonn.experiments.train_and_keep import NothingLearnt, refuse_unwritable, train_and_keep
from handsonn.journal import Journal
from handsonn.records import Dataset, EpochFacts, Samples

RUNS = Path("runs")


@pytest.mark.parametrize(
    "change", [{"layers": (3,)}, {"learning_rate": 0.1}, {"epochs": 5}, {"scaler": "none"}, {"split_seed": 1}]
)
def test_other_settings_have_another_folder(iris: Dataset, change: dict[str, Any]) -> None:
    experiment = Experiment(iris)
    assert checkpoint_folder(RUNS, experiment, 0) == checkpoint_folder(RUNS, Experiment(iris), 0)
    changed = experiment.with_settings(**change)
    assert checkpoint_folder(RUNS, changed, 0) != checkpoint_folder(RUNS, experiment, 0)


def test_another_seed_other_data_or_other_validation_samples_have_another_folder(iris: Dataset) -> None:
    assert iris.y is not None
    shifted = dataclasses.replace(iris, x=iris.x + 1)
    given = [Samples(iris.x[:9] + shift, iris.y[:9]) for shift in (0, 1)]
    folders = [
        checkpoint_folder(RUNS, Experiment(iris), 0),
        checkpoint_folder(RUNS, Experiment(iris), 1),
        checkpoint_folder(RUNS, Experiment(shifted), 0),
        *(checkpoint_folder(RUNS, Experiment(iris, validation=part), 0) for part in given),
        checkpoint_folder(RUNS, Experiment(iris, validation=shifted), 0),
    ]
    assert len(set(folders)) == len(folders)


def test_an_interrupted_training_goes_on_to_the_same_weights(iris: Dataset, tmp_path: Path) -> None:
    experiment = Experiment(iris, layers=(4,), epochs=40, early_stopping=39)  # so that each epoch is a block
    whole = experiment.run(seed=1)
    journal, told, said = Journal(tmp_path), list[EpochFacts](), list[str]()
    stopped = train_and_keep(experiment, 1, journal, sink=told.append, should_stop=lambda: len(told) >= 3)
    assert stopped.record.ended == "interrupted"
    assert epochs_waiting(checkpoint_folder(tmp_path, experiment, 1)) == len(told) < 40
    done = train_and_keep(experiment, 1, journal, notify=said.append)
    assert done.record.ended == "all epochs"
    assert said == [
        f"going on from an interrupted training, after {len(told)} of 40 epochs (--fresh begins anew)."
    ]
    assert done.record.history == whole.history
    for found, expected in zip(done.run.model.get_weights(), whole.model.get_weights(), strict=True):
        np.testing.assert_array_equal(np.asarray(found), np.asarray(expected))
    assert not (tmp_path / ".checkpoints").exists()


def test_nothing_is_kept_of_a_training_that_learnt_nothing(iris: Dataset, tmp_path: Path) -> None:
    with pytest.raises(NothingLearnt, match="no run is kept"):
        train_and_keep(Experiment(iris, epochs=2), 0, Journal(tmp_path), should_stop=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_position_within_the_first_epoch_is_kept_and_gone_on_from(
    iris: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handsonn.training.compile_engine.LONG_EPOCH_SECONDS", -1.0)  # so that each epoch is
    monkeypatch.setattr("handsonn.training.compile_engine.CHUNK_SECONDS", 0.0)  # one that goes step by step
    experiment, said = Experiment(iris, layers=(4,), epochs=2), list[str]()
    folder = checkpoint_folder(tmp_path, experiment, 0)
    whole = experiment.run(seed=0)
    asked = iter([False, True])
    with pytest.raises(NothingLearnt, match="no run is kept"):
        train_and_keep(experiment, 0, Journal(tmp_path), should_stop=lambda: next(asked))
    assert stands_within_first_epoch(folder)
    done = train_and_keep(experiment, 0, Journal(tmp_path), report=False, notify=said.append)
    where = "within the first of 2 epochs"
    assert said == [f"going on from an interrupted training, {where} (--fresh begins anew)."]
    assert done.record.history == whole.history


def test_a_folder_that_cannot_be_written_is_refused_before_training(iris: Dataset, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    told = list[EpochFacts]()
    with pytest.raises(JournalError, match=r"could not be saved in .*so nothing was trained"):
        train_and_keep(Experiment(iris, epochs=1), 0, Journal(tmp_path / "file" / "runs"), sink=told.append)
    assert told == []


def test_a_folder_that_can_be_made_is_not_made_by_asking(tmp_path: Path) -> None:
    refuse_unwritable(tmp_path / "runs" / "mine")
    refuse_unwritable(Path("runs"))
    assert list(tmp_path.iterdir()) == []


def test_fresh_forgets_even_a_broken_checkpoint(iris: Dataset, tmp_path: Path) -> None:
    experiment = Experiment(iris, layers=(4,), epochs=1)
    folder = checkpoint_folder(tmp_path, experiment, 0)
    folder.mkdir(parents=True)
    (folder / "session.npz").write_bytes(b"broken")
    with pytest.raises(CheckpointError, match="cannot be read"):
        train_and_keep(experiment, 0, Journal(tmp_path))
    assert (
        train_and_keep(experiment, 0, Journal(tmp_path), fresh=True, report=False).record.ended
        == "all epochs"
    )


def test_forgetting_what_is_not_there_is_no_fault(tmp_path: Path) -> None:
    forget(tmp_path / ".checkpoints" / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_checkpoint_that_cannot_be_deleted_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "kept").mkdir()
    monkeypatch.setattr("handsonn.experiments.checkpoints.shutil.rmtree", refuse)
    with pytest.raises(CheckpointError, match=r"could not be deleted .Permission denied"):
        forget(tmp_path / "kept")
