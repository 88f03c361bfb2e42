"""Write a kept run's script, with its samples beside it, into a folder of the learner's choice."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handsonn.errors import DataError, HandsonnError, JournalError
from handsonn.experiments.experiment import Experiment
from handsonn.experiments.prepared_data import PreparedData, prepare_data
from handsonn.experiments.script import DATA_FILE, SCRIPT_FILE, with_data_beside
from handsonn.experiments.script_data import write_data
from handsonn.records import Dataset, RunRecord

if TYPE_CHECKING:
    from handsonn.experiments.kept_run import KeptRun

_SPLITTING = ("validation", "validation_split", "test", "scaler", "split_seed")


def save_script(kept: KeptRun, folder: Path) -> tuple[Path, ...]:
    """Write train.py and data.npz into the folder; give their paths.

    Where the run's folder has no data.npz, the data set is loaded again. Raises JournalError for a run
    without a script, DataError for data that are not the run's any more, HandsonnError when the disk refuses.
    """
    script = _kept_script(kept)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".handsonn-") as hidden:
            made = _fill(kept, script, Path(hidden))
            for path in made:
                os.replace(path, folder / path.name)  # noqa: PTH105 - over a file that may be there
    except OSError as error:
        raise HandsonnError(
            f"the script could not be written into {folder} ({error.strerror or error}); make room, or "
            "choose another folder with --to."
        ) from None
    return tuple(folder / path.name for path in made)


def _fill(kept: KeptRun, script: str, hidden: Path) -> list[Path]:
    made = [hidden / DATA_FILE, hidden / SCRIPT_FILE]
    if (kept.folder / DATA_FILE).is_file():
        shutil.copyfile(kept.folder / DATA_FILE, made[0])
    else:
        write_data(load_again(kept.record), made[0])
    made[1].write_text(with_data_beside(script, kept.record.name, kept.record.ended), encoding="utf-8")
    return made


def _kept_script(kept: KeptRun) -> str:
    path = kept.folder / SCRIPT_FILE
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise JournalError(
            f"the script {path} of the run {kept.record.name} cannot be read ({reason}); train again."
        ) from None


def load_again(record: RunRecord) -> PreparedData:
    """Load a run's data set as it was loaded then, and split it in the same way.

    Raises DataError if it was given as arrays, or is not the same any more.
    """
    from handsonn.data import load

    options: dict[str, Any] = dict(record.data.options or {})
    where = options.pop("name_or_path", None)
    validation_data = options.pop("validation_data", None)
    settings: dict[str, Any] = {name: record.settings[name] for name in _SPLITTING if name in record.settings}
    given_apart = isinstance(settings.get("validation"), str)
    if where is None or (given_apart and validation_data is None):
        raise DataError(
            f"the run {record.name} was given arrays that only its own program knows; train it on a file, or "
            "on a named data set, to have them written."
        )
    dataset = load(where, **options)
    if given_apart:
        settings["validation"] = load(validation_data, **options)
    _check_same(record, dataset, where)
    return prepare_data(Experiment(dataset, **settings))


def _check_same(record: RunRecord, dataset: Dataset, where: str) -> None:
    if dataset.fingerprint != record.data.fingerprint:
        raise DataError(
            f"{where} is not what the run {record.name} learnt from any more (its fingerprint differs), so "
            "the script would give another network; put the old data back, or train again."
        )
