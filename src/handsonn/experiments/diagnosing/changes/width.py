"""More units (or filters) in one layer; of an Embedding, more ids that it knows."""

from __future__ import annotations

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_model
from handsonn.experiments.diagnosing.model_edits import Edits, all_layers

_SIZES = ("units", "filters", "input_dim")


def apply(case: Case, settings: Settings) -> Case:
    """Make the layer anew with so many units."""
    name = str(settings["layer"])
    layer = next((layer for layer in all_layers(case.model) if layer.name == name), None)
    size = next((size for size in _SIZES if hasattr(layer, size)), None)
    if layer is not None and size is None:
        raise DiagnosisError(f"the layer {name!r} is a {type(layer).__name__}, which has no units.")
    return with_model(case, Edits({name: {size or "units": int(settings["units"])}}))


CHANGE = ChangeKind("width", "gives one layer another number of units", apply, {"layer": "", "units": 32})
