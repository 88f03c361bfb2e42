"""What a network put out, read as probabilities of classes or as values of a target."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from handsonn.errors import DataError
from handsonn.records import Array

Outputs = Literal["probabilities", "logits", "scores"]

# A float16 softmax over a thousand classes misses 1 by a few thousandths.
_SUM_TOLERANCE = 1e-2


def outputs_kind(predictions: Any) -> Outputs:
    """Say how a classifier's outputs are read: as probabilities, as logits, or as independent scores.

    predictions: shape (samples, classes), or (samples,) or (samples, 1) for two classes.
    "probabilities": between 0 and 1, and each row sums to 1 (or there is one column).
    "logits": some value lies outside 0..1, so that softmax (or sigmoid, for one column) was left out.
    "scores": between 0 and 1, but rows do not sum to 1, as with one sigmoid per class.
    """
    outputs = _checked(predictions)
    if outputs.min() < -_SUM_TOLERANCE or outputs.max() > 1 + _SUM_TOLERANCE:
        return "logits"
    if outputs.shape[1] == 1 or np.all(np.abs(outputs.sum(axis=1) - 1) <= _SUM_TOLERANCE):
        return "probabilities"
    return "scores"


def as_probabilities(predictions: Any) -> Array:
    """Read a classifier's outputs as probabilities, float64, shape (samples, classes); each row sums to 1.

    Logits pass through softmax or sigmoid, scores are divided by their row's sum. A single column is the
    probability of class 1 of two. Raises DataError for outputs that are empty, not numbers, or NaN.
    """
    outputs = _checked(predictions)
    kind = outputs_kind(outputs)
    if outputs.shape[1] == 1:
        second = 0.5 * (1 + np.tanh(outputs / 2)) if kind == "logits" else np.clip(outputs, 0, 1)
        both: Array = np.hstack([1 - second, second])
        return both
    if kind == "logits":
        outputs = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    outputs = np.clip(outputs, 0, None)
    sums = outputs.sum(axis=1, keepdims=True)
    uniform = np.full_like(outputs, 1 / outputs.shape[1])
    shares: Array = np.divide(outputs, sums, out=uniform, where=sums > 0)
    return shares


def predicted_classes(predictions: Any) -> Array:
    """Name the most probable class of each sample: int64 class numbers, shape (samples,)."""
    classes: Array = as_probabilities(predictions).argmax(axis=1)
    return classes


def as_values(predictions: Any) -> Array:
    """Read a regression's outputs as values of one target, float64, shape (samples,).

    Raises DataError for outputs that are empty, not numbers, NaN, or more than one per sample.
    """
    outputs = _checked(predictions)
    if outputs.shape[1] != 1:
        raise DataError(
            f"the network puts out {outputs.shape[1]} values per sample; a regression is judged on one "
            "target: give its last layer one unit."
        )
    return outputs[:, 0]


def _checked(predictions: Any) -> Array:
    array = np.asarray(predictions)
    if array.dtype.kind not in "biuf" and not _is_small_float(array):
        raise DataError(f"predictions hold {array.dtype}, not numbers; give what model.predict(x) returns.")
    if array.ndim not in (1, 2) or array.size == 0:
        raise DataError(
            f"predictions have the shape {array.shape}; expected (samples, classes), or one value per sample."
        )
    outputs: Array = array.astype(np.float64).reshape(len(array), -1)
    broken = ~np.isfinite(outputs).all(axis=1)
    if broken.any():
        row = int(broken.argmax())
        raise DataError(
            f"{int(broken.sum())} of {len(outputs)} predictions are NaN or infinite (the first for row "
            f"{row}); the weights have diverged: train again with a smaller learning rate."
        )
    return outputs


def _is_small_float(array: Array) -> bool:
    # bfloat16, which mixed precision puts out, is no kind of NumPy's own.
    return array.dtype.name in {"bfloat16", "float8_e4m3fn", "float8_e5m2"}
