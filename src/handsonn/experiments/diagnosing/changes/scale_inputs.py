"""Scaled inputs: what the training rows teach is applied to all samples."""

from __future__ import annotations

import numpy as np

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, has_validation, prepared
from handsonn.experiments.diagnosing.model_edits import all_layers
from handsonn.experiments.diagnosing.samples import map_samples, one_array, training_rows
from handsonn.experiments.diagnosing.scaling import fit_scaling


def apply(case: Case, settings: Settings) -> Case:
    """Scale x, the validation samples and the held-out samples alike."""
    if any(type(layer).__name__ == "Embedding" for layer in all_layers(case.model)):
        raise DiagnosisError(
            "an Embedding looks up whole numbers, which lose their meaning when they are scaled."
        )
    x = one_array(case.x, "x")
    part = training_rows(case)
    scaling = fit_scaling(str(settings["scaler"]), x[part])
    rows = f"x[:{part.stop}]" if part.stop is not None else "x"
    others = ("x_val",) if has_validation(case) else ()
    lines = scaling.code("x", rows, others)
    if case.y is case.x:
        lines = (*lines, "y = x")
    return prepared(map_samples(case, x=lambda array: scaling(np.asarray(array))), *lines)


CHANGE = ChangeKind(
    "scale_inputs",
    "scales the features by what the training rows say",
    apply,
    {"scaler": "standard"},
)
