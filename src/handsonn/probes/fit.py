"""How fit was called, as a record."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from handsonn.probes.order import first_validation_row
from handsonn.probes.reading import first_samples, is_dataset, is_once_only, read_arrays
from handsonn.records import FitFacts
from handsonn.records.run import Setting

_KERAS_BATCH, _KERAS_EPOCHS = 32, 1  # what fit takes when they are left out
_KNOWN = {
    "batch_size", "epochs", "validation_split", "validation_data", "shuffle", "class_weight",
    "sample_weight", "callbacks", "x", "y",
}  # fmt: skip


def fit_facts(x: Any, arguments: Mapping[str, Any] | None = None, *, called: bool = True) -> FitFacts:
    """Read how fit was called. x: as fit got it; arguments: the other ones by name, as given.

    Of a generator neither samples nor steps are known: 0.
    """
    given = dict(arguments or {})
    split = _number(given.get("validation_split"), 0.0)
    split = split if given.get("validation_data") is None and 0.0 < split < 1.0 else 0.0
    samples, batch = _samples(x), _whole(given.get("batch_size"), _KERAS_BATCH)
    if is_dataset(x):
        samples, batch = _dataset_size(x)
    trained = first_validation_row(samples, split) if split else samples
    steps = math.ceil(trained / batch) if batch else 0
    return FitFacts(
        samples=samples,
        batch_size=batch,
        epochs=_whole(given.get("epochs"), _KERAS_EPOCHS),
        steps=_whole(given.get("steps_per_epoch"), steps),
        validation_split=split,
        shuffle=bool(given.get("shuffle", True)),
        class_weight=given.get("class_weight") is not None,
        sample_weight=given.get("sample_weight") is not None,
        callbacks=_callbacks(given.get("callbacks")),
        other=_other(given),
        called=called,
    )


def _samples(x: Any) -> int:
    if is_dataset(x) or is_once_only(x) or x is None:
        return 0
    first = read_arrays(x, "x")[:1]
    array = first[0].array if first else None
    return int(array.shape[0]) if array is not None and array.shape else 0


def _dataset_size(dataset: Any) -> tuple[int, int]:
    """Give samples and batch size of a dataset; 0 where it does not know its length."""
    batch = _batch_size(dataset)
    batches = getattr(dataset, "num_batches", None)
    if batches is None:
        try:
            batches = len(dataset)
        except TypeError:  # tf.data of unknown or infinite length
            return 0, batch
    return int(batches) * batch, batch


def _batch_size(dataset: Any) -> int:
    x, _ = first_samples(dataset, at_least=1)
    return _samples(x)


def _callbacks(given: Any) -> tuple[str, ...]:
    several = given if isinstance(given, (list, tuple)) else [] if given is None else [given]
    return tuple(type(callback).__name__ for callback in several)


def _other(given: Mapping[str, Any]) -> dict[str, Setting]:
    return {
        name: value
        for name, value in given.items()
        if name not in _KNOWN and (value is None or isinstance(value, (bool, int, float, str)))
    }


def _whole(value: Any, default: int) -> int:
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool) and value > 0:
        return int(value)
    return default


def _number(value: Any, default: float) -> float:
    return float(value) if isinstance(value, (int, float, np.floating, np.integer)) else default
