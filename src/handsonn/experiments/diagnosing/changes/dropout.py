"""More, less or no dropout: in the layers that there are, or after each hidden layer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_model
from handsonn.experiments.diagnosing.model_edits import Edits, all_layers
from handsonn.experiments.diagnosing.output_end import hidden_layers
from handsonn.models.backend import load_keras


def apply(case: Case, settings: Settings) -> Case:
    """Set the rate of these layers; 0 leaves them out. layer: a name, or "" for all."""
    rate, wanted = float(settings["rate"]), str(settings["layer"])
    found = [
        layer.name
        for layer in all_layers(case.model)
        if "Dropout" in type(layer).__name__ and wanted in ("", layer.name)
    ]
    if rate == 0.0:
        if not found:
            raise DiagnosisError(f"the model {case.model.name!r} has no Dropout layer to leave out.")
        return with_model(case, Edits(removed=frozenset(found)))
    if found:
        return with_model(case, Edits({name: {"rate": rate} for name in found}))
    places = [wanted] if wanted else [layer.name for layer in hidden_layers(case.model)]
    if not places:
        raise DiagnosisError(
            f"the model {case.model.name!r} has no hidden layer, so there is nothing to drop out."
        )
    return with_model(case, Edits(after={name: _dropout(rate) for name in places}))


def _dropout(rate: float) -> Callable[[], Any]:
    return lambda: load_keras().layers.Dropout(rate)


CHANGE = ChangeKind("dropout", "changes dropout", apply, {"rate": 0.5, "layer": ""})
