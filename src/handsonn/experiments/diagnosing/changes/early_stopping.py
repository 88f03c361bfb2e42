"""Training that ends when the validation loss no longer falls, and keeps the best weights."""

from __future__ import annotations

import numpy as np

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, with_arguments
from handsonn.experiments.diagnosing.samples import count
from handsonn.experiments.diagnosing.score import classes_of
from handsonn.models.backend import load_keras

VALIDATION_SPLIT = 0.1
_FEW = 50


def apply(case: Case, settings: Settings) -> Case:
    """Add the callback. Raises DiagnosisError where there is nothing to validate on."""
    changed = with_early_stopping(case, max(1, int(settings["patience"])))
    if changed is case:
        raise DiagnosisError(
            "early stopping needs validation samples that look like the training samples; give "
            "validation_data, or shuffle the rows before validation_split takes the last ones."
        )
    return changed


def with_early_stopping(case: Case, patience: int) -> Case:
    """Add early stopping in the place of another one; the case itself where it cannot be judged.

    Without a validation set the last tenth of the rows becomes one, unless the rows are sorted by label.
    """
    keras = load_keras()
    if case.arguments.get("validation_data") is None and not case.validation_split:
        if not _last_rows_look_alike(case):
            return case
        case = with_arguments(case, validation_split=VALIDATION_SPLIT)
    callbacks = [
        item
        for item in keras.tree.flatten(case.arguments.get("callbacks") or [])
        if not isinstance(item, keras.callbacks.EarlyStopping)
    ]
    stopping = keras.callbacks.EarlyStopping(patience=patience, restore_best_weights=True)
    return with_arguments(case, callbacks=[*callbacks, stopping])


def _last_rows_look_alike(case: Case) -> bool:
    """Tell whether the last tenth of the rows holds every class that is not rare."""
    rows = count(case.x)
    if rows < _FEW or case.y is None or isinstance(case.y, (dict, list, tuple)):
        return rows >= _FEW
    labels = classes_of(np.asarray(case.y))
    names, counts = np.unique(labels, return_counts=True)
    last = int(rows * (1 - VALIDATION_SPLIT))
    frequent = names[counts >= _FEW]
    return len(labels) != rows or bool(np.isin(frequent, labels[last:]).all())


CHANGE = ChangeKind(
    "early_stopping",
    "ends the training when the validation loss no longer falls",
    apply,
    {"patience": 5},
)
