"""A change that a diagnosis proposes, as settings of an experiment; or why there are none for it.

A diagnosis changes any Keras program. An experiment has a few settings, does some of the work by itself
(output layer, loss, scaled targets) and has no place for the rest (dropout, class weights).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from handsonn.errors import DiagnosisError, HandsonnError
from handsonn.experiments.training_settings import TrainingSettings, read_settings
from handsonn.records import Change, Facts

VALIDATION = 0.1
_FEWEST_EPOCHS_OF_PATIENCE = 2
_BY_ITSELF = {
    "output": "output layer and loss follow from the data here, so this cannot be wrong",
    "loss": "output layer and loss follow from the data here, so this cannot be wrong",
    "labels": "labels are numbered from the data here, so this cannot be wrong",
    "metric": "the metric follows from the data here",
    "scale_targets": "the targets are scaled here already, by the network's last layer",
    "same_scaling": "every part of the data is scaled alike here already",
    "drop_missing": "gaps are refused or filled here before any training",
}


class NoSetting(Exception):  # noqa: N818 - reads as what happened
    """This change has no counterpart; its text says why."""


@dataclass(frozen=True)
class Known:
    """What is known beside the settings. facts: of the diagnosis. columns: features that are columns."""

    facts: Facts = field(default_factory=Facts)
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class SettingChange:
    """settings: with the change, or None. words: what is not carried over, and why; "" for nothing."""

    settings: TrainingSettings | None
    words: str = ""

    def to_jsonable(self) -> dict[str, Any]:
        """Write what a page needs."""
        return {"settings": self.settings and self.settings.to_jsonable(), "words": self.words}


def with_change(settings: TrainingSettings, change: Change, known: Known) -> SettingChange:
    """Give the settings with the change; of changes made together, those that there are settings for."""
    from handsonn.experiments.diagnosing.changes.together import parts_of

    changed, lost = settings, []
    try:
        parts = parts_of(change)
    except DiagnosisError as error:
        return SettingChange(None, str(error))
    for part in parts:
        try:
            made = _MADE.get(part.kind, _none)(changed, part, known)
            changed = read_settings(_plain(made))
        except (NoSetting, HandsonnError) as reason:
            lost.append(str(reason))
    return SettingChange(None if changed == settings else changed, "; ".join(dict.fromkeys(lost)))


def _plain(settings: TrainingSettings) -> dict[str, Any]:
    """Write the settings as a page sends them: lists, not tuples."""
    document = settings.to_jsonable()
    if "without" in document["data"]:
        document["data"]["without"] = list(document["data"]["without"])
    return document


def _none(_settings: TrainingSettings, change: Change, _known: Known) -> TrainingSettings:
    from handsonn.experiments.diagnosing.changes import find_change_kind

    if change.kind in _BY_ITSELF:
        raise NoSetting(_BY_ITSELF[change.kind])
    does = find_change_kind(change.kind).does
    raise NoSetting(f"the workbench has no control that {does}; the lines of Keras code show how to write it")


def _experiment(settings: TrainingSettings, **changes: Any) -> TrainingSettings:
    return replace(settings, experiment={**settings.experiment, **changes})


def _learning_rate(settings: TrainingSettings, change: Change, _known: Known) -> TrainingSettings:
    if change.settings.get("clipnorm"):
        raise NoSetting("limiting the length of a gradient (clipnorm) has no control here")
    return _experiment(settings, learning_rate=_number(change, "learning_rate"))


def _optimizer(settings: TrainingSettings, change: Change, _known: Known) -> TrainingSettings:
    name, rate = str(change.settings.get("optimizer", "adam")).lower(), change.settings.get("learning_rate")
    return _experiment(
        settings, optimizer=name, learning_rate=_number(change, "learning_rate") if rate else None
    )


def _epochs(settings: TrainingSettings, change: Change, _known: Known) -> TrainingSettings:
    epochs = int(_number(change, "epochs"))
    patience = max(_FEWEST_EPOCHS_OF_PATIENCE, epochs // 10)
    return _experiment(
        settings, epochs=epochs, **({"early_stopping": patience} if _validates(settings) else {})
    )


def _batch_size(settings: TrainingSettings, change: Change, _known: Known) -> TrainingSettings:
    return _experiment(settings, batch_size=int(_number(change, "batch_size")))


def _activation(settings: TrainingSettings, change: Change, _known: Known) -> TrainingSettings:
    if change.settings.get("layers") != "hidden":
        raise NoSetting(_BY_ITSELF["output"])
    return _experiment(settings, activation=str(change.settings["activation"]))


def _width(settings: TrainingSettings, change: Change, known: Known) -> TrainingSettings:
    """Find the layer among the hidden Dense layers; the last Dense is the output."""
    model = known.facts.model
    dense = [layer.name for layer in model.layers if layer.kind == "Dense"] if model else []
    layers = list(settings.experiment.get("layers", ()))
    if change.settings.get("layer") not in dense[:-1] or len(dense) - 1 != len(layers):
        raise NoSetting("the layer that has to be wider is not one of the hidden layers here")
    layers[dense.index(str(change.settings["layer"]))] = int(_number(change, "units"))
    return _experiment(settings, layers=layers)


def _scaler(settings: TrainingSettings, change: Change, _known: Known) -> TrainingSettings:
    scaler = "standard" if change.settings.get("scaler") == "standard" else "minmax"
    return _experiment(settings, scaler=scaler)


def _early_stopping(settings: TrainingSettings, change: Change, _known: Known) -> TrainingSettings:
    changed = _experiment(settings, early_stopping=int(_number(change, "patience")))
    return changed if _validates(settings) else _experiment(changed, validation=VALIDATION)


def _shuffle(settings: TrainingSettings, _change: Change, _known: Known) -> TrainingSettings:
    share = settings.experiment.get("validation_split")
    if not share:
        raise NoSetting("the rows are drawn at random here already")
    kept = {name: value for name, value in settings.experiment.items() if name != "validation_split"}
    return replace(settings, experiment={**kept, "validation": share})


def _without(settings: TrainingSettings, change: Change, known: Known) -> TrainingSettings:
    features = change.settings.get("features", ())
    places = [int(place) for place in features] if isinstance(features, tuple) else []
    if not places or not all(0 <= place < len(known.columns) for place in places):
        raise NoSetting('choose which column to leave out at "Leave columns out", where the data are a file')
    left_out = tuple(
        dict.fromkeys((*settings.loading.get("without", ()), *(known.columns[at] for at in places)))
    )
    return replace(settings, loading={**settings.loading, "without": left_out})


def _fill(settings: TrainingSettings, _change: Change, _known: Known) -> TrainingSettings:
    return replace(settings, loading={**settings.loading, "missing": "mean"})


def _validates(settings: TrainingSettings) -> bool:
    given = settings.experiment
    return bool(given.get("validation_split") or given.get("validation", VALIDATION))


def _number(change: Change, name: str) -> float:
    value = change.settings.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise NoSetting(f"{name} of this change is {value!r}, which is no number")
    return float(value)


_MADE: Mapping[str, Callable[[TrainingSettings, Change, Known], TrainingSettings]] = {
    "learning_rate": _learning_rate,
    "optimizer": _optimizer,
    "epochs": _epochs,
    "batch_size": _batch_size,
    "activation": _activation,
    "width": _width,
    "scale_inputs": _scaler,
    "early_stopping": _early_stopping,
    "shuffle": _shuffle,
    "drop_features": _without,
    "fill_missing": _fill,
}
