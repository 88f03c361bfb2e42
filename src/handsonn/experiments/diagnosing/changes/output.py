"""The last layer and the loss together: how many units, which activation, which loss; metrics follow."""

from __future__ import annotations

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, one_output, with_model
from handsonn.experiments.diagnosing.compiling import compile_settings
from handsonn.experiments.diagnosing.losses import loss_name, loss_object, metrics_for
from handsonn.experiments.diagnosing.model_edits import Edits
from handsonn.experiments.diagnosing.output_end import output_end


def apply(case: Case, settings: Settings) -> Case:
    """Change the last layer with units; an activation in a layer of its own after it is left out.

    units 0, activation "" and loss "" keep what there is.
    """
    one_output(case, "output")
    end = output_end(case.model)
    changed = {}
    if settings["units"]:
        changed[end.size_setting] = int(settings["units"])
    if settings["activation"]:
        changed["activation"] = settings["activation"]
    removed = frozenset(layer.name for layer in end.acting if settings["activation"])
    edits = Edits({end.layer.name: changed} if changed else {}, removed)
    if settings["loss"] in ("", loss_name(case.model)):
        return with_model(case, edits)
    metrics = metrics_for(settings["loss"], compile_settings(case.model)["metrics"])
    return with_model(case, edits, loss=loss_object(settings["loss"]), metrics=metrics)


CHANGE = ChangeKind(
    "output",
    "gives the last layer other units, another activation and the loss that goes with them",
    apply,
    {"units": 0, "activation": "", "loss": ""},
)
