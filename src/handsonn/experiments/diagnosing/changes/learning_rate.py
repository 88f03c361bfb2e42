"""Another learning rate for the same optimizer; clipnorm limits the length of each gradient, 0 does not."""

from __future__ import annotations

from typing import Any

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_model
from handsonn.experiments.diagnosing.compiling import changed_optimizer


def apply(case: Case, settings: Settings) -> Case:
    """Compile with the optimizer made anew with this learning rate."""

    def change(config: dict[str, Any]) -> dict[str, Any]:
        changed = {**config, "learning_rate": float(settings["learning_rate"])}
        if settings["clipnorm"]:
            changed["clipnorm"] = float(settings["clipnorm"])
        return changed

    return with_model(case, optimizer=changed_optimizer(case.model, change))


CHANGE = ChangeKind(
    "learning_rate",
    "trains with another learning rate",
    apply,
    {"learning_rate": 0.001, "clipnorm": 0.0},
)
