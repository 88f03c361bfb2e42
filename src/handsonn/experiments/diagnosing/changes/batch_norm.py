"""How fast BatchNormalization's running mean and variance follow the batches."""

from __future__ import annotations

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_model
from handsonn.experiments.diagnosing.model_edits import Edits, all_layers


def apply(case: Case, settings: Settings) -> Case:
    """Give every BatchNormalization this momentum."""
    changed = {"momentum": float(settings["momentum"])}
    edits = {
        layer.name: changed
        for layer in all_layers(case.model)
        if type(layer).__name__ == "BatchNormalization"
    }
    if not edits:
        raise DiagnosisError(f"the model {case.model.name!r} has no BatchNormalization.")
    return with_model(case, Edits(edits))


CHANGE = ChangeKind("batch_norm", "lets BatchNormalization settle faster", apply, {"momentum": 0.9})
