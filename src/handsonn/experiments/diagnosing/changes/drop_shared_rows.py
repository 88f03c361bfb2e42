"""Training rows that are also validation rows, left out; of repeated training rows the first is kept."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, has_validation, prepared
from handsonn.experiments.diagnosing.samples import one_array, take_training_rows

_DIGITS = 3
Array = np.ndarray[Any, Any]


def apply(case: Case, settings: Settings) -> Case:
    """Leave out training rows whose features, rounded to a thousandth of a deviation, are judged on."""
    del settings
    x = _flat(one_array(case.x, "x"))
    unit = x.std(axis=0)
    unit = np.where(unit > 0, unit, 1.0) / 10**_DIGITS
    codes = _codes(x, unit)
    judged_on: set[bytes] = set()
    for samples in (case.arguments.get("validation_data"), case.held_out):
        if isinstance(samples, (tuple, list)):
            judged_on |= set(_codes(_flat(np.asarray(samples[0])), unit))
    seen: set[bytes] = set()
    kept = []
    for row, code in enumerate(codes):
        if code not in judged_on and code not in seen:
            kept.append(row)
            seen.add(code)
    if not kept:
        raise DiagnosisError("every training row is also a validation row, so none would be left.")
    return prepared(take_training_rows(case, np.array(kept)), *_code(case))


def _flat(x: Array) -> Array:
    return np.asarray(x, np.float64).reshape(len(x), -1)


def _codes(x: Array, unit: Array) -> list[bytes]:
    rounded = np.nan_to_num(np.round(x / unit)) + 0.0  # so that -0.0 is 0.0
    return [row.tobytes() for row in rounded]


def _code(case: Case) -> list[str]:
    lines = [
        "first = np.sort(np.unique(x.reshape(len(x), -1), axis=0, return_index=True)[1])",
        "x, y = x[first], y[first]",
    ]
    if has_validation(case):
        lines += [
            "judged_on = {row.tobytes() for row in x_val}",
            "apart = [row.tobytes() not in judged_on for row in x]",
            "x, y = x[apart], y[apart]",
        ]
    return lines


CHANGE = ChangeKind(
    "drop_shared_rows",
    "leaves rows out of the training that are judged on as well",
    apply,
    aim="truer",
)
