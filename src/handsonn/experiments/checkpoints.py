"""Where an interrupted training waits to be resumed: a folder per experiment and seed."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handsonn.errors import CheckpointError
from handsonn.experiments.own_model import OwnModel
from handsonn.experiments.run import settings_of
from handsonn.records import Dataset

if TYPE_CHECKING:
    from handsonn.experiments.experiment import Experiment

FOLDER = ".checkpoints"


def checkpoint_folder(runs: Path, experiment: Experiment, seed: int) -> Path:
    """Name the folder of this experiment's checkpoint: the same data, settings and seed share it.

    runs: the journal's folder, in which it lies hidden.
    """
    dataset: Any = experiment.dataset
    digest = hashlib.sha256(f"{dataset.fingerprint} {seed} {settings_of(experiment)}".encode())
    validation = experiment.validation
    if isinstance(validation, Dataset):
        digest.update(validation.fingerprint.encode())
    elif isinstance(validation, tuple):
        digest.update(Dataset("", *validation, task=dataset.task).fingerprint.encode())
    if isinstance(experiment.model, OwnModel):
        digest.update(experiment.model.source.text.encode())
    return runs / FOLDER / digest.hexdigest()[:24]


def epochs_waiting(folder: Path) -> int | None:
    """Count the whole epochs in this folder's checkpoint; None without one. Raises CheckpointError."""
    from handsonn.training.checkpoint import read_checkpoint

    progress = read_checkpoint(folder)
    return None if progress is None else progress.epoch


def stands_within_first_epoch(folder: Path) -> bool:
    """Say whether this checkpoint holds steps of a first epoch that never ended. Raises CheckpointError."""
    from handsonn.training.checkpoint import read_checkpoint

    progress = read_checkpoint(folder)
    return progress is not None and progress.epoch == 0 and progress.step > 0


def forget(folder: Path) -> None:
    """Delete a checkpoint, and the folder of checkpoints when it was the last. Raises CheckpointError."""
    try:
        with suppress(FileNotFoundError):  # another process, training the same, was quicker
            shutil.rmtree(folder)
            if not any(folder.parent.iterdir()):
                folder.parent.rmdir()
    except OSError as error:
        raise CheckpointError(
            f"the checkpoint {folder} could not be deleted ({error.strerror}); delete it yourself, or "
            "the next training with these settings goes on from it."
        ) from None
