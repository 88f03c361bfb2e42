"""`python -m handsonn.experiments.training_process FOLDER`: a training in a process of its own.

A front end starts it so that a long training freezes nobody. On standard input comes one line of JSON, the
settings (training_settings.py); later the line "stop" may come. The end of standard input means that whoever
started the process is gone, however it ended: the process then ends at once, and its checkpoint stays.
On standard output goes one line of JSON per event:

    {"event": "note", "sentence": ...}       what the learner should know
    {"event": "data", "name": ..., ...}      the data set is loaded
    {"event": "going on", "after": 5}        an earlier training of this folder waits after so many epochs
    {"event": "epochs", "first": 0, "metrics": {name: [values]}, "seconds_left": ..., "epochs": ...}
    {"event": "judging"}                     training has ended, the test samples are predicted
    {"event": "judged"}                      the folder holds made/ (a run) and results/ (what a page shows)
    {"event": "done", "ended": ...}          and pictures/: the run can be kept
    {"event": "nothing", "sentence": ...}    it was stopped before anything was learnt
    {"event": "error", "sentence": ..., "kind": ...}

A stop before the first block of epochs ends the process at once, so that nobody waits for a network to be
compiled in vain. What other libraries print goes to standard error. One process at a time works in a folder.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from filelock import FileLock

from handsonn.errors import CheckpointError, UsageError
from handsonn.experiments.checkpoints import checkpoint_folder, epochs_waiting
from handsonn.experiments.epoch_lines import EpochLines
from handsonn.experiments.own_output import ORPHANED, own_text_output
from handsonn.experiments.results_folder import draw_for_keeping, write_results
from handsonn.experiments.told_failures import told_failures
from handsonn.experiments.train_and_keep import NothingLearnt, train_and_keep
from handsonn.experiments.training_settings import TrainingSettings, read_settings
from handsonn.journal import Journal

LOCK_FILE = "lock"
MADE_FOLDER = "made"
Tell = Callable[[dict[str, Any]], None]
_BEFORE_EPOCHS = ("note", "data", "going on")
_NOTHING: Mapping[str, Any] = {
    "event": "nothing",
    "sentence": "stopped before the first epoch was over: nothing was learnt.",
}


class Teller:
    """Tells events to whoever started the process, from any thread, and stops what has not begun."""

    def __init__(
        self,
        events: IO[str],
        leave: Callable[[int], Any] = os._exit,
        *,
        preparing: tuple[str, ...] = _BEFORE_EPOCHS,
        nothing: Mapping[str, Any] = _NOTHING,
    ) -> None:
        """Write into `events`; leave: ends the process at once, with a status.

        preparing: events after which nothing is there yet that is worth waiting for. nothing: what is told
        when the work is stopped then.
        """
        self._events = events
        self._preparing, self._nothing = preparing, nothing
        self._leave = leave
        self._lock = threading.Lock()
        self._has_begun = False
        self.stop_wanted = threading.Event()

    def tell(self, event: dict[str, Any]) -> None:
        """Write one event."""
        with self._lock:
            self._has_begun = self._has_begun or event["event"] not in self._preparing
            self._write(event)

    def stop(self) -> None:
        """Stop after the block of epochs in hand; before the first is done there is nothing to wait for."""
        self.stop_wanted.set()
        with self._lock:
            if not self._has_begun:
                self._has_begun = True
                self._write(self._nothing)
                self._leave(0)

    def _write(self, event: Mapping[str, Any]) -> None:
        try:
            self._events.write(json.dumps(event, allow_nan=False) + "\n")
            self._events.flush()
        except BrokenPipeError:
            self._leave(ORPHANED)


def main() -> int:
    """Train what standard input asks for; 0 when done, 1 after an error that has been told."""
    teller = Teller(own_text_output())
    first = sys.stdin.readline()
    threading.Thread(target=listen, args=(sys.stdin, teller.stop, end_at_once), daemon=True).start()
    return work(first, Path(sys.argv[1]), teller.tell, teller.stop_wanted.is_set)


def work(first_line: str, folder: Path, tell: Tell, should_stop: Callable[[], bool]) -> int:
    """Train, judge and put aside in this folder; every failure is told as one sentence."""

    def training() -> None:
        settings = read_settings(json_line(first_line))
        try:
            with FileLock(folder / LOCK_FILE, timeout=0):
                _train(settings, folder, tell, should_stop)
        except NothingLearnt:
            tell(dict(_NOTHING))

    return told_failures(training, tell, "training")


def listen(lines: Iterable[str], stop: Callable[[], None], gone: Callable[[], None]) -> None:
    """Call stop at the line "stop", and gone at the end of the lines."""
    for line in lines:
        if line.strip() == "stop":
            stop()
    gone()


def _train(settings: TrainingSettings, folder: Path, tell: Tell, should_stop: Callable[[], bool]) -> None:
    def note(sentence: str) -> None:
        tell({"event": "note", "sentence": sentence})

    dataset = settings.load(note)
    tell({"event": "data", "name": dataset.name, "samples": len(dataset), "note": dataset.note})
    experiment = settings.experiment_with(dataset)
    lines = EpochLines(experiment.epochs, tell)
    made = Journal(folder / MADE_FOLDER)
    waiting = epochs_waiting(take_up(checkpoint_folder(made.folder, experiment, settings.seed)))
    if waiting:
        tell({"event": "going on", "after": waiting})
    kept = train_and_keep(experiment, settings.seed, made, report=False, sink=lines, should_stop=should_stop)
    lines.flush()
    tell({"event": "judging"})
    write_results(kept, folder)
    tell({"event": "judged"})
    draw_for_keeping(kept, folder)
    tell({"event": "done", "ended": kept.record.ended})


def take_up(checkpoint: Path) -> Path:
    """Give this training the checkpoint that it left when it was to have fewer epochs; return the folder.

    A folder holds one training, so of its checkpoints only the number of epochs that were wanted differs.
    Raises CheckpointError when the disk refuses.
    """
    others = sorted(checkpoint.parent.iterdir()) if checkpoint.parent.is_dir() else []
    if others and checkpoint not in others:
        newest = max(others, key=lambda each: each.stat().st_mtime)
        try:
            newest.rename(checkpoint)
        except OSError as error:
            raise CheckpointError(
                f"the checkpoint {newest} could not be taken up ({error.strerror}); choose Train."
            ) from None
    return checkpoint


def json_line(line: str) -> Any:
    """Read the settings. Raises UsageError for a line that is no JSON."""
    try:
        return json.loads(line)
    except ValueError as error:
        raise UsageError(f"the settings are not JSON ({error}); expected one line of it.") from None


def end_at_once() -> None:
    """End: whoever started this process is gone."""
    os._exit(ORPHANED)


if __name__ == "__main__":
    sys.exit(main())
