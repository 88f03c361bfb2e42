"""Another activation for the hidden layers, or for one layer."""

from __future__ import annotations

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_model
from handsonn.experiments.diagnosing.model_edits import Edits
from handsonn.experiments.diagnosing.output_end import hidden_layers


def apply(case: Case, settings: Settings) -> Case:
    """Change the activation of these layers; initializer "" keeps how their weights are drawn."""
    if settings["layers"] == "hidden":
        layers = hidden_layers(case.model)
        names = [layer.name for layer in layers]
        if not names:
            raise DiagnosisError(
                f"the model {case.model.name!r} has no hidden layer with an activation; add one, such as "
                'Dense(32, activation="relu").'
            )
    else:
        layers, names = [], [str(settings["layers"])]
    with_kernel = {layer.name for layer in layers if hasattr(layer, "kernel_initializer")} or set(names)
    changed = {}
    for name in names:
        changed[name] = {"activation": settings["activation"]}
        if settings["initializer"] and name in with_kernel:
            changed[name]["kernel_initializer"] = settings["initializer"]
    return with_model(case, Edits(changed))


CHANGE = ChangeKind(
    "activation",
    "gives hidden layers another activation",
    apply,
    {"layers": "hidden", "activation": "relu", "initializer": ""},
)
