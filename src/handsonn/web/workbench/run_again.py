"""A kept run's settings, as the workbench's form takes them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from handsonn.errors import UsageError
from handsonn.experiments.experiment import Experiment
from handsonn.experiments.training_settings import TrainingSettings, read_settings
from handsonn.records import RunRecord

_ON_THE_PAGE = {field.name for field in fields(Experiment)} - {"dataset", "model", "loaded_with"}


def settings_of_run(record: RunRecord) -> TrainingSettings:
    """Give the settings that train the same network again.

    Raises UsageError for a run of the learner's own model, or of data without a name or path.
    """
    if "layers" not in record.settings:
        raise UsageError(
            f"the run {record.name} trained your own model, which this page cannot build; use "
            "hn.diagnose(model, x, y), or handsonn diagnose with your script."
        )
    loaded = dict(record.data.options or {})
    if "name_or_path" not in loaded:
        raise UsageError(
            f"the run {record.name} was trained on arrays, which this page cannot load; use "
            "hn.diagnose(experiment)."
        )
    experiment = {
        name: _plain(value)
        for name, value in record.settings.items()
        if name in _ON_THE_PAGE and value is not None
    }
    data = {name: _plain(value) for name, value in loaded.items()}
    return read_settings({"data": data, "experiment": experiment, "seed": record.seed})


def can_train_again(record: RunRecord) -> bool:
    """Tell whether settings_of_run() gives settings."""
    try:
        settings_of_run(record)
    except UsageError:
        return False
    return True


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
