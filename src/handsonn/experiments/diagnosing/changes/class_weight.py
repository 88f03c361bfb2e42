"""Rarer classes count more in the loss."""

from __future__ import annotations

import numpy as np

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_arguments
from handsonn.experiments.diagnosing.samples import one_array, training_rows
from handsonn.experiments.diagnosing.score import classes_of


def apply(case: Case, settings: Settings) -> Case:
    """Weigh each class by samples / (classes x samples of it), as scikit-learn's "balanced" does."""
    if settings["weights"] != "balanced":
        raise DiagnosisError(f"class weights are 'balanced' here, not {settings['weights']!r}.")
    labels = classes_of(one_array(case.y, "y")[training_rows(case)])
    names, counts = np.unique(labels, return_counts=True)
    if names.dtype.kind not in "iuf" or (names != np.round(names)).any():
        raise DiagnosisError(f"the label {names[0]} is no class number, so its class has no weight.")
    weights = counts.sum() / (len(names) * counts)
    pairs = zip(names, weights, strict=True)
    return with_arguments(case, class_weight={int(name): float(weight) for name, weight in pairs})


CHANGE = ChangeKind("class_weight", "weighs rare classes more", apply, {"weights": "balanced"})
