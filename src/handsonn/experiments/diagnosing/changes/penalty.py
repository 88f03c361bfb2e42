"""Stronger, weaker or no L1 and L2 penalties."""

from __future__ import annotations

from typing import Any

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_model
from handsonn.experiments.diagnosing.model_edits import Edits, all_layers


def apply(case: Case, settings: Settings) -> Case:
    """Multiply the factors of every L1 and L2 regularizer; 0 leaves the regularizers out."""
    factor = float(settings["factor"])
    edits: dict[str, dict[str, Any]] = {}
    for layer in all_layers(case.model):
        for name, value in layer.get_config().items() if _has_penalty(layer) else ():
            if name.endswith("_regularizer") and isinstance(value, dict):
                edits.setdefault(layer.name, {})[name] = _times(value, factor)
    if not edits:
        raise DiagnosisError(f"no layer of the model {case.model.name!r} has an L1 or L2 penalty.")
    return with_model(case, Edits(edits))


def _has_penalty(layer: Any) -> bool:
    return any(name.endswith("_regularizer") and value is not None for name, value in vars(layer).items())


def _times(regularizer: dict[str, Any], factor: float) -> dict[str, Any] | None:
    if factor == 0.0:
        return None
    config = {
        name: value * factor if isinstance(value, float) else value
        for name, value in regularizer["config"].items()
    }
    return {**regularizer, "config": config}


CHANGE = ChangeKind("penalty", "multiplies the L1 and L2 penalties", apply, {"factor": 0.1})
