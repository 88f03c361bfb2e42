"""One layer left out."""

from __future__ import annotations

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_model
from handsonn.experiments.diagnosing.model_edits import Edits


def apply(case: Case, settings: Settings) -> Case:
    """Connect what comes before the layer with what comes after it."""
    return with_model(case, Edits(removed=frozenset({str(settings["layer"])})))


CHANGE = ChangeKind("remove_layer", "leaves one layer out", apply, {"layer": ""})
