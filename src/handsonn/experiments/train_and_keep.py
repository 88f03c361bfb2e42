"""Long training for a front end: watched, stopped, resumed, and kept in the journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from handsonn.experiments.checkpoints import checkpoint_folder, epochs_waiting, forget
from handsonn.experiments.experiment import Experiment, Sink
from handsonn.experiments.keep import keep_run
from handsonn.experiments.run import Run
from handsonn.journal import Journal
from handsonn.records import RunRecord


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
    Raises what Experiment.run and keep_run raise, and CheckpointError.
    """
    checkpoint = checkpoint_folder(journal.folder, experiment, seed)
    if fresh:
        forget(checkpoint)
    waiting = epochs_waiting(checkpoint)
    if waiting is not None:
        notify(
            f"going on from an interrupted training, after {waiting} of {experiment.epochs} epochs "
            "(--fresh begins anew)."
        )
    run = experiment.run(seed, sink=sink, should_stop=should_stop, checkpoint=checkpoint)
    record = keep_run(run, journal, report=report)
    if run.ended != "interrupted":
        forget(checkpoint)
    return Kept(run, record, journal.folder_of(record.name))
