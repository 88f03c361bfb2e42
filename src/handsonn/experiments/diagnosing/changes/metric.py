"""Another metric: another number is told of the same training."""

from __future__ import annotations

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_model
from handsonn.models.backend import load_keras


def apply(case: Case, settings: Settings) -> Case:
    """Compile with this metric alone; "accuracy" is chosen by Keras from the shapes."""
    name = str(settings["metric"])
    if name not in ("accuracy", "acc"):
        load_keras().metrics.get(name)
    return with_model(case, metrics=[name])


CHANGE = ChangeKind("metric", "watches another metric", apply, {"metric": "accuracy"}, aim="same answers")
