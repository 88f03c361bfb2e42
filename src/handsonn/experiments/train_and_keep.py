"""Long training for a front end: watched, stopped, resumed, and kept in the journal."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from handsonn.errors import JournalError, TrainingError
from handsonn.experiments.checkpoints import (
    checkpoint_folder,
    epochs_waiting,
    forget,
    stands_within_first_epoch,
)
from handsonn.experiments.experiment import Experiment, Sink
from handsonn.experiments.keep import keep_run
from handsonn.experiments.run import Run
from handsonn.journal import Journal
from handsonn.records import RunRecord


class NothingLearnt(TrainingError):  # noqa: N818 - reads as what happened
    """The training was interrupted before its first epoch was over: there is nothing to judge or keep."""


@dataclass(frozen=True)
class Kept:
    """A run, its record in the journal, and the folder that holds it."""

    run: Run
    record: RunRecord
    folder: Path


def train_and_keep(
    experiment: Experiment,
    seed: int,
    journal: Journal,
    *,
    fresh: bool = False,
    report: bool = True,
    sink: Sink = lambda _: None,
    should_stop: Callable[[], bool] = lambda: False,
    notify: Callable[[str], None] = lambda _: None,
) -> Kept:
    """Train with this seed, going on from a checkpoint if one waits, and keep the run.

    fresh: begin anew even so. The checkpoint is deleted once a run that came to its end is kept; after an
    interruption it stays, so that the same experiment and seed go on from there.
    Raises JournalError, before any training, for a folder that cannot be written, NothingLearnt where
    `should_stop` came before the first epoch was over, CheckpointError, and what Experiment.run and keep_run
    raise.
    """
    refuse_unwritable(journal.folder)
    checkpoint = checkpoint_folder(journal.folder, experiment, seed)
    if fresh:
        forget(checkpoint)
    waiting = epochs_waiting(checkpoint)
    if waiting is not None:
        where = f"after {waiting} of" if waiting else "within the first of"
        notify(
            f"going on from an interrupted training, {where} {experiment.epochs} epochs "
            "(--fresh begins anew)."
        )
    run = experiment.run(seed, sink=sink, should_stop=should_stop, checkpoint=checkpoint)
    if run.ended == "interrupted" and not any(run.history.values()):
        if not stands_within_first_epoch(checkpoint):
            forget(checkpoint)
        raise NothingLearnt("nothing was learnt yet, so no run is kept; run the same command again.")
    record = keep_run(run, journal, report=report)
    if run.ended != "interrupted":
        forget(checkpoint)
    return Kept(run, record, journal.folder_of(record.name))


def refuse_unwritable(folder: Path) -> None:
    """Raise JournalError if the folder cannot be made or written, so that no training is lost to it.

    What is tried is a file without a name in the folder, or where the folder would be made; nothing is left.
    """
    try:
        where = folder.absolute()
        while not where.exists() and where != where.parent:
            where = where.parent
        with tempfile.TemporaryFile(dir=where) as probe:
            probe.write(b"handsonn")
    except OSError as error:
        raise JournalError(
            f"the run could not be saved in {folder} ({error.strerror or error}), so nothing was trained: "
            "make room or name another folder with --runs."
        ) from None
