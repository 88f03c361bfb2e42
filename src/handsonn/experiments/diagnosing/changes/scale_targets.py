"""Scaled targets of a regression; a prediction is brought back into the targets' own unit afterwards."""

from __future__ import annotations

import numpy as np

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, has_validation, prepared
from handsonn.experiments.diagnosing.samples import map_samples, one_array, training_rows
from handsonn.experiments.diagnosing.scaling import fit_scaling


def apply(case: Case, settings: Settings) -> Case:
    """Scale y, the validation targets and the held-out targets by what the training rows say."""
    y = one_array(case.y, "y")
    if y.dtype.kind not in "biuf":
        raise DiagnosisError(f"the targets are of type {y.dtype}; only numbers can be scaled.")
    part = training_rows(case)
    scaling = fit_scaling(str(settings["scaler"]), y[part])
    rows = f"y[:{part.stop}]" if part.stop is not None else "y"
    others = ("y_val",) if has_validation(case) else ()
    lines = [
        line.replace("mean", "y_mean").replace("y.y_mean", "y.mean").replace("deviation", "y_deviation")
        for line in scaling.code("y", rows, others)
    ]
    back = {
        "standard": "model.predict(x) * y_deviation + y_mean",
        "minmax": "model.predict(x) * width + low",
        "divide_255": "model.predict(x) * 255",
    }
    lines.append(f"# A prediction in the targets' own unit: {back[scaling.scaler]}")
    return prepared(map_samples(case, y=lambda array: scaling(np.asarray(array))), *lines)


CHANGE = ChangeKind(
    "scale_targets",
    "scales the targets by what the training rows say",
    apply,
    {"scaler": "standard"},
)
