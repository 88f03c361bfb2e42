"""First weights that are drawn in another way."""

from __future__ import annotations

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_model
from handsonn.experiments.diagnosing.model_edits import Edits, all_layers


def apply(case: Case, settings: Settings) -> Case:
    """Draw the kernels and biases of all layers so; "" keeps what there is."""
    wanted = {f"{part}_initializer": settings[part] for part in ("kernel", "bias") if settings[part]}
    edits = {}
    for layer in all_layers(case.model):
        fitting = {name: value for name, value in wanted.items() if hasattr(layer, name)}
        if fitting and layer.trainable:
            edits[layer.name] = fitting
    if not edits:
        raise DiagnosisError(f"no layer of the model {case.model.name!r} draws its first weights.")
    return with_model(case, Edits(edits))


CHANGE = ChangeKind(
    "initializers",
    "draws the first weights in another way",
    apply,
    {"kernel": "glorot_uniform", "bias": "zeros"},
)
