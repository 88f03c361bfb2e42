"""Rows without missing or infinite numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, has_validation, prepared
from handsonn.experiments.diagnosing.samples import finite_rows, rows, take_training_rows


def apply(case: Case, settings: Settings) -> Case:
    """Leave out training and validation rows in which any number of x or y is not finite."""
    del settings
    whole = finite_rows(case.x, case.y)
    if not whole.any():
        raise DiagnosisError("every row has a missing number, so none would be left; fill them in instead.")
    changed = take_training_rows(case, np.flatnonzero(whole))
    if not has_validation(case):
        return prepared(changed, *_code("x", "y"))
    x, y, *rest = case.arguments["validation_data"]
    kept = np.flatnonzero(finite_rows(x, y))
    arguments = changed.arguments | {
        "validation_data": (rows(x, kept), rows(y, kept), *(rows(item, kept) for item in rest))
    }
    return prepared(replace(changed, arguments=arguments), *_code("x", "y"), *_code("x_val", "y_val"))


def _code(x: str, y: str) -> tuple[str, str]:
    whole = f"np.isfinite({x}).reshape(len({x}), -1).all(axis=1) & np.isfinite({y}).reshape(len({y}), -1)"
    return f"whole = {whole}.all(axis=1)", f"{x}, {y} = {x}[whole], {y}[whole]"


CHANGE = ChangeKind("drop_missing", "leaves rows with missing numbers out", apply)
