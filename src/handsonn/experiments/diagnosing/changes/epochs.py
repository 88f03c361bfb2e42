"""More (or fewer) epochs, ended early where the validation loss no longer falls."""

from __future__ import annotations

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.early_stopping import with_early_stopping
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_arguments


def apply(case: Case, settings: Settings) -> Case:
    """Train for at most so many epochs, with a patience of a tenth of them."""
    epochs = max(1, int(settings["epochs"]))
    return with_early_stopping(with_arguments(case, epochs=epochs), max(2, epochs // 10))


CHANGE = ChangeKind(
    "epochs",
    "trains for another number of epochs, with early stopping",
    apply,
    {"epochs": 100},
)
