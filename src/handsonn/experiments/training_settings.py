"""What a front end asks to be trained, as plain JSON: the data, the experiment's settings, the seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from handsonn.errors import UnknownName, UsageError
from handsonn.experiments.experiment import Experiment
from handsonn.experiments.setting_checks import check_seed
from handsonn.records import Dataset

LOADING = ("target", "missing", "task", "without")
_NOT_AS_TEXT = {"dataset", "model", "loaded_with"}
_FRACTIONS = ("validation", "validation_split", "test")
_LONGEST = 4096  # characters of a name or path


@dataclass(frozen=True)
class TrainingSettings:
    """One training: everything in it is text and numbers, so that it can be sent, kept and asked for again.

    name_or_path, loading: the arguments of load(). experiment: those of Experiment.
    """

    name_or_path: str
    loading: dict[str, Any]
    experiment: dict[str, Any]
    seed: int = 0

    def to_jsonable(self) -> dict[str, Any]:
        """Write what `read_settings` reads."""
        return {
            "data": {"name_or_path": self.name_or_path, **self.loading},
            "experiment": self.experiment,
            "seed": self.seed,
        }

    def load(self, notify: Callable[[str], None]) -> Dataset:
        """Load the data set, with the errors that loading has."""
        from handsonn.data import load

        return load(self.name_or_path, notify=notify, **self.loading)

    def experiment_with(self, dataset: Dataset) -> Experiment:
        """Make the experiment, which remembers how its data set was loaded. Raises UsageError."""
        given = {name: value for name, value in self.loading.items() if value}
        loaded_with = {"name_or_path": self.name_or_path, **given}
        return Experiment(dataset, loaded_with=loaded_with, **self.experiment)


def read_settings(document: Any) -> TrainingSettings:
    """Read settings, and refuse those that no training can use before anything is loaded.

    Raises UsageError, or UnknownName for a setting that does not exist.
    """
    parts = _object(document, "the settings")
    _refuse_unknown(parts, ("data", "experiment", "seed"))
    loading = dict(_object(parts.get("data"), "data"))
    experiment = dict(_object(parts.get("experiment", {}), "experiment"))
    where = loading.pop("name_or_path", None)
    if not isinstance(where, str) or not where or len(where) > _LONGEST:
        raise UsageError("name_or_path is missing; choose a data set, or give the path of a file.")
    _refuse_unknown(loading, LOADING)
    as_text = [field.name for field in fields(Experiment) if field.name not in _NOT_AS_TEXT]
    _refuse_unknown(experiment, as_text)
    settings = TrainingSettings(where, _loading(loading), experiment, parts.get("seed", 0))
    _check(settings)
    return settings


def _object(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"{what} is {type(value).__name__}; expected names with their values.")
    return value


def _refuse_unknown(given: Iterable[str], known: Iterable[str]) -> None:
    names = list(known)
    unknown = sorted(set(given) - set(names))
    if unknown:
        raise UnknownName("setting", unknown[0][:80], names)


def _loading(given: dict[str, Any]) -> dict[str, Any]:
    without = given.get("without") or []
    if not isinstance(without, list) or not all(isinstance(name, str) for name in without):
        raise UsageError("without is not a list of column names; expected such as ['id', 'name'].")
    for name in ("target", "missing", "task"):
        if not isinstance(given.get(name), (str, type(None))):
            raise UsageError(f"{name} is {given[name]!r}; expected a text.")
    texts = {name: given[name] for name in ("target", "missing", "task") if given.get(name)}
    return {**texts, **({"without": tuple(without)} if without else {})}


def _check(settings: TrainingSettings) -> None:
    """Let the library's own checks speak, on samples that stand for the data set."""
    from handsonn.data.scalers import find_scaler
    from handsonn.models.build import check_layers

    stand_in = Dataset("", np.zeros((1, 1)), np.zeros(1), task="regression")
    experiment = Experiment(stand_in, **settings.experiment)
    check_seed(settings.seed)
    check_layers(experiment.layers)
    find_scaler(experiment.scaler)
    for name in _FRACTIONS:
        value = settings.experiment.get(name)
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if value is not None and not (number and 0 <= value < 1):
            raise UsageError(f"{name} is {value!r}; expected a fraction from 0 to below 1, such as 0.2.")
