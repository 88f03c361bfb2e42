"""Validation samples on the scale of the training samples."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, has_validation, prepared
from handsonn.experiments.diagnosing.samples import one_array
from handsonn.experiments.diagnosing.scaling import fit_scaling

_PIXEL = 255.0


def apply(case: Case, settings: Settings) -> Case:
    """Give each feature of the validation samples the training samples' mean and deviation.

    The learner's own scaler is not known here. Pixels of 0 to 255 beside pixels of 0 to 1 are divided by 255.
    """
    del settings
    if not has_validation(case):
        raise DiagnosisError("there is no validation set whose scale could be another one.")
    x = one_array(case.x, "x")
    given = case.arguments["validation_data"]
    validation = one_array(given[0], "the validation x")
    if validation.max() == _PIXEL and x.max() <= 1.0 and x.min() >= 0.0:
        return _with_validation(case, lambda rows: np.asarray(rows, np.float32) / _PIXEL, "x_val / 255.0")
    train, other = fit_scaling("standard", x), fit_scaling("standard", validation)

    def change(rows: Any) -> Any:
        return np.asarray(other(rows) * train.divisor + train.offset, np.float32)

    axis = f"axis={train.axes[0] if len(train.axes) == 1 else train.axes}" if train.axes else ""
    code = f"(x_val - x_val.mean({axis})) / x_val.std({axis}) * x.std({axis}) + x.mean({axis})"
    return _with_validation(case, change, code)


def _with_validation(case: Case, change: Any, code: str) -> Case:
    given = case.arguments["validation_data"]
    arguments = case.arguments | {"validation_data": (change(given[0]), *given[1:])}
    held_out = case.held_out and (change(case.held_out[0]), case.held_out[1])
    return prepared(
        replace(case, arguments=arguments, held_out=held_out),
        f"x_val = {code}",
        "# Better: the scaler that was fitted on x, as in x_val = scaler.transform(x_val)",
    )


CHANGE = ChangeKind("same_scaling", "brings the validation samples to the training samples' scale", apply)
