"""Another number of samples per update."""

from __future__ import annotations

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_arguments


def apply(case: Case, settings: Settings) -> Case:
    """Train with this batch size."""
    return with_arguments(case, batch_size=max(1, int(settings["batch_size"])))


CHANGE = ChangeKind("batch_size", "trains with another batch size", apply, {"batch_size": 32})
