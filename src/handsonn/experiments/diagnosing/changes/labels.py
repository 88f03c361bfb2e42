"""The same labels in another form: one-hot rows, class numbers, numbers from 0 on, or 0 and 1."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.errors import DiagnosisError, UnknownName
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, has_validation, prepared
from handsonn.experiments.diagnosing.samples import Map, map_samples, one_array
from handsonn.models.backend import load_keras

FORMS = ("one_hot", "numbers", "from_zero", "zero_one")
_TWO = 2


def apply(case: Case, settings: Settings) -> Case:
    """Put y, the validation labels and the held-out labels into the form `to`."""
    form = str(settings["to"])
    if form not in FORMS:
        raise UnknownName("form of labels", form, FORMS)
    y = one_array(case.y, "y")
    if form == "numbers" and y.ndim > 1 and y.shape[-1] > 1:
        return _told(case, lambda labels: np.asarray(labels).argmax(axis=-1), "{y} = {y}.argmax(axis=-1)")
    known = np.unique(np.concatenate([np.ravel(labels) for labels in _all_labels(case)]))
    if form == "one_hot":
        return _one_hot(case, known)
    if form == "zero_one" and len(known) != _TWO:
        raise DiagnosisError(f"there are {len(known)} different labels; 0 and 1 stand for exactly two.")
    if known.dtype.kind in "iuf" and np.array_equal(known, np.arange(len(known))):
        return case  # they are so already
    return _told(case, lambda labels: np.searchsorted(known, np.asarray(labels)), _renumbering(known))


def _one_hot(case: Case, known: Any) -> Case:
    if known.dtype.kind not in "iuf" or known.min() < 0 or (known != known.astype(int)).any():
        raise DiagnosisError(f"the label {known[0]} is no class number from 0 on; number the classes first.")
    shape = getattr(case.model, "output_shape", None)
    width = shape[-1] if isinstance(shape, tuple) and shape and isinstance(shape[-1], int) else 0
    classes = max(int(known.max()) + 1, width)
    one_hot = load_keras().utils.to_categorical

    def change(labels: Any) -> Any:
        return one_hot(np.asarray(labels).astype(int), classes)

    return _told(case, change, f"{{y}} = keras.utils.to_categorical({{y}}, {classes})")


def _renumbering(known: Any) -> str:
    """Write how labels become 0, 1, 2..."""
    numbers = known.dtype.kind in "iuf"
    if numbers and len(known) == _TWO and known[0] < 0 < known[1]:
        return '{y} = ({y} > 0).astype("int32")'
    if numbers and (np.diff(known) == 1).all():
        return f"{{y}} = {{y}} - {known[0]:g}"
    return "{y} = np.searchsorted(classes, {y})"


def _told(case: Case, change: Map, code: str) -> Case:
    names = ("y", "y_val") if has_validation(case) else ("y",)
    lines = [code.format(y=name) for name in names]
    if "classes," in code and "searchsorted" in code:
        lines.insert(0, "classes = np.unique(y)")
    return prepared(map_samples(case, y=change), *lines)


def _all_labels(case: Case) -> list[Any]:
    found = [case.y]
    validation = case.arguments.get("validation_data")
    if isinstance(validation, (tuple, list)):
        found.append(validation[1])
    if case.held_out is not None:
        found.append(case.held_out[1])
    return [np.asarray(labels) for labels in found]


CHANGE = ChangeKind(
    "labels",
    "puts the labels into another form",
    apply,
    {"to": "numbers"},
)
