"""Features that the network no longer sees."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, has_validation, prepared
from handsonn.experiments.diagnosing.samples import map_samples, one_array


def apply(case: Case, settings: Settings) -> Case:
    """Set these features (numbers on the last axis) to 0 in all samples, so that they tell nothing.

    The shape stays, and with it the network.
    """
    features = [int(feature) for feature in settings["features"]]
    size = one_array(case.x, "x").shape[-1]
    if not features or not all(0 <= feature < size for feature in features):
        raise DiagnosisError(f"the features {features} are not among 0 to {size - 1}.")

    def without(rows: Any) -> Any:
        array = np.array(rows)
        array[..., features] = 0
        return array

    names = ("x", "x_val") if has_validation(case) else ("x",)
    lines = [f"{name}[..., {features}] = 0  # as good as leaving the feature out" for name in names]
    return prepared(map_samples(case, x=without), *lines)


CHANGE = ChangeKind(
    "drop_features",
    "hides features from the network",
    apply,
    {"features": ()},
    aim="truer",
)
