"""One layer more, of a kind that needs no arguments, such as Flatten."""

from __future__ import annotations

from typing import Any

from handsonn.errors import DiagnosisError, UnknownName
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_model
from handsonn.experiments.diagnosing.model_edits import Edits
from handsonn.models.backend import load_keras


def apply(case: Case, settings: Settings) -> Case:
    """Put the layer before or after the one that is named."""
    layers, kind = load_keras().layers, str(settings["kind"])
    found = getattr(layers, kind, None)
    if not (isinstance(found, type) and issubclass(found, layers.Layer)):
        known = [name for name, value in vars(layers).items() if isinstance(value, type)]
        raise UnknownName("layer of Keras", kind, known)

    def make() -> Any:
        return found()

    if settings["before"]:
        return with_model(case, Edits(before={str(settings["before"]): make}))
    if settings["after"]:
        return with_model(case, Edits(after={str(settings["after"]): make}))
    raise DiagnosisError(f"where should the {kind} stand? Name a layer with before or after.")


CHANGE = ChangeKind(
    "insert_layer",
    "puts one more layer into the network",
    apply,
    {"kind": "Flatten", "before": "", "after": ""},
)
