"""Another optimizer; learning_rate 0 takes the optimizer's own default."""

from __future__ import annotations

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_model
from handsonn.models.build import make_optimizer


def apply(case: Case, settings: Settings) -> Case:
    """Compile with the optimizer of this name."""
    name, rate = str(settings["optimizer"]), float(settings["learning_rate"])
    return with_model(case, optimizer=make_optimizer(name, rate) if rate else name.lower())


CHANGE = ChangeKind(
    "optimizer",
    "trains with another optimizer",
    apply,
    {"optimizer": "adam", "learning_rate": 0.0},
)
