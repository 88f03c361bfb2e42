"""The loss before the first step, and what it would be for a network that knows nothing."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from handsonn.probes.arrays import facts_of
from handsonn.probes.compiled_loss import loss_of
from handsonn.probes.forward import as_tensors, forward
from handsonn.probes.reading import read_arrays
from handsonn.probes.samples import drawn_rows, opened, sample_count, take
from handsonn.records import ModelFacts

SAMPLES = 512


def loss_at_start(model: Any, x: Any, y: Any = None, *, seed: int = 0) -> float | None:
    """Compute the compiled loss, without penalties, on at most 512 samples. The model is as it will start.

    None where there is no compiled loss to compute, or the targets do not fit it (fit says so itself).
    """
    loss = loss_of(model)
    x, y = opened(x, y)
    if loss is None or x is None or y is None or not model.built:
        return None
    rows = drawn_rows(sample_count(x), SAMPLES, seed)
    return data_loss(loss, take(y, rows), forward(model, take(x, rows)).outputs)


def data_loss(loss: Any, y: Any, outputs: Any) -> float | None:
    """Compute a loss of NumPy arrays; None where targets and outputs do not fit together."""
    import keras

    try:
        value = loss(as_tensors(y), as_tensors(outputs))
    except (ValueError, TypeError, KeyError):
        return None
    return float(keras.ops.convert_to_numpy(value))


def expected_at_start(model: ModelFacts, y: Any) -> float | None:
    """Give the loss of a network that knows nothing: all classes alike, or 0 for numbers.

    ln k for cross-entropy with k units, ln 2 for binary cross-entropy; the mean square or mean absolute
    value of the targets. None for other losses, and for several outputs.
    """
    if len(model.outputs) != 1:
        return None
    output = model.outputs[0]
    if output.loss in ("sparse_categorical_crossentropy", "categorical_crossentropy"):
        return math.log(output.width) if output.width > 1 else None
    if output.loss == "binary_crossentropy":
        return math.log(2.0)
    if output.loss not in ("mean_squared_error", "mean_absolute_error"):
        return None
    read = read_arrays(y, "y")
    facts = facts_of(read[0])[0] if read and read[0].array is not None else None
    if facts is None or facts.text or not len(facts.feature_mean):
        return None
    if output.loss == "mean_squared_error":
        return facts.mean**2 + facts.deviation**2
    return _mean_size(np.asarray(read[0].array, np.float64))


def _mean_size(numbers: Any) -> float:
    finite = numbers[np.isfinite(numbers)]
    return float(np.abs(finite).mean()) if finite.size else 0.0
