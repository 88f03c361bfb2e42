"""Where an interrupted training waits: the same data, settings and seed find it, anything else does not."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from handsonn.errors import CheckpointError
from handsonn.experiments import Experiment
from handsonn.experiments.checkpoints import checkpoint_folder, epochs_waiting, forget
from handsonn.experiments.train_and_keep import train_and_keep
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
