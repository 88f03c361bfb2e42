"""Another loss for the same network; metrics follow."""

from __future__ import annotations

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, one_output, with_model
from handsonn.experiments.diagnosing.compiling import compile_settings
from handsonn.experiments.diagnosing.losses import loss_object, metrics_for


def apply(case: Case, settings: Settings) -> Case:
    """Compile with this loss; from_logits says that the last layer has no activation."""
    one_output(case, "loss")
    metrics = metrics_for(settings["loss"], compile_settings(case.model)["metrics"])
    loss = loss_object(settings["loss"], from_logits=bool(settings["from_logits"]))
    return with_model(case, loss=loss, metrics=metrics)


CHANGE = ChangeKind(
    "loss",
    "compiles the network with another loss",
    apply,
    {"loss": "mean_squared_error", "from_logits": False},
)
