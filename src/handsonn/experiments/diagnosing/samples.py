"""Rows of the arrays of a training: x and y may be one array, or lists or dicts of arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.models.backend import load_keras

Array = np.ndarray[Any, Any]
Map = Callable[[Any], Any]
MOST_READ = 20_000


def as_arrays(case: Case) -> Case:
    """Give the same case with its samples as NumPy arrays (of a data set or generator the first 20,000).

    Raises DiagnosisError where there are no samples, or something that holds none.
    """
    if case.x is None:
        raise DiagnosisError("this training has no samples, so nothing can be trained; give x and y.")
    x, y = _arrays_of(case.x, case.y)
    arguments = dict(case.arguments)
    validation = arguments.get("validation_data")
    if validation is not None:
        given = validation if isinstance(validation, (tuple, list)) else (validation, None)
        arguments["validation_data"] = (*_arrays_of(given[0], given[1]), *given[2:])
    if arguments.get("sample_weight") is not None:
        arguments["sample_weight"] = np.asarray(arguments["sample_weight"])
    return replace(case, x=x, y=y, arguments=arguments)


def count(samples: Any) -> int:
    """Count the samples of one array or of a structure of them."""
    leaves = load_keras().tree.flatten(samples)
    return len(leaves[0]) if leaves else 0


def rows(samples: Any, which: Any) -> Any:
    """Take these rows of each array; None stays None."""
    return load_keras().tree.map_structure(lambda a: None if a is None else np.asarray(a)[which], samples)


def map_samples(case: Case, x: Map | None = None, y: Map | None = None) -> Case:
    """Put every x and y of the case (training, validation, held out) through these functions.

    Where the target is the input itself, what happens to x happens to y as well.
    """
    fx, fy = x or _same, y or _same
    if y is None and case.y is case.x:
        fy = fx
    arguments = dict(case.arguments)
    validation = arguments.get("validation_data")
    if isinstance(validation, (tuple, list)):
        arguments["validation_data"] = (fx(validation[0]), fy(validation[1]), *validation[2:])
    held_out = None if case.held_out is None else (fx(case.held_out[0]), fy(case.held_out[1]))
    new_x = fx(case.x)
    new_y = new_x if case.y is case.x and fy is fx else fy(case.y)
    return replace(case, x=new_x, y=new_y, arguments=arguments, held_out=held_out)


def take_training_rows(case: Case, which: Array) -> Case:
    """Take these rows of x, y and the sample weights, in this order."""
    arguments = dict(case.arguments)
    if arguments.get("sample_weight") is not None:
        arguments["sample_weight"] = np.asarray(arguments["sample_weight"])[which]
    x = rows(case.x, which)
    return replace(case, x=x, y=x if case.y is case.x else rows(case.y, which), arguments=arguments)


def finite_rows(x: Any, y: Any) -> Array:
    """Tell for each row whether all its numbers in x and y are finite, shape (samples,)."""
    whole = np.ones(count(x), bool)
    for given in load_keras().tree.flatten((x, y)):
        array = np.asarray(given)
        if given is not None and array.dtype.kind == "f":
            whole &= np.isfinite(array).reshape(len(array), -1).all(axis=1)
    return whole


def one_array(samples: Any, what: str) -> Array:
    """Give the single array that this is. Raises DiagnosisError for several inputs or outputs."""
    if isinstance(samples, dict) or (isinstance(samples, (list, tuple)) and _holds_arrays(samples)):
        raise DiagnosisError(f"{what} is a structure of {len(samples)} arrays; this change takes one array.")
    return np.asarray(samples)


def training_rows(case: Case) -> slice:
    """Give the rows that the weights are fitted to: all but the last ones where validation_split is used."""
    share = case.validation_split
    return slice(0, int(count(case.x) * (1.0 - share))) if share else slice(None)


def _same(value: Any) -> Any:
    return value


def _holds_arrays(value: Any) -> bool:
    return bool(len(value)) and all(hasattr(item, "shape") and len(item.shape) > 0 for item in value)


def _arrays_of(x: Any, y: Any) -> tuple[Any, Any]:
    if y is None and not hasattr(x, "__array__") and not isinstance(x, (list, tuple, dict)):
        return _read_batches(x)
    if y is x:
        array = _array(x)
        return array, array
    return _array(x), None if y is None else _array(y)


def _array(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _array(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)) and _holds_arrays(value):
        same_rows = len({len(item) for item in value}) == 1 and len(value) != len(value[0])
        few = len(value) <= 8  # noqa: PLR2004 - a network has few inputs; a list of samples is longer
        if same_rows and few:
            return [_array(item) for item in value]
    return np.asarray(value)


def _read_batches(source: Any) -> tuple[Any, Any]:
    """Read (x, y) batches of a tf.data.Dataset, a PyDataset or an iterable."""
    kind = type(source).__name__
    if not hasattr(source, "__iter__") and not hasattr(source, "__getitem__"):
        raise DiagnosisError(f"x is a {kind}, which gives no samples to look at; give arrays.")
    batches, samples = [], 0
    number = len(source) if hasattr(source, "__getitem__") and hasattr(source, "__len__") else None
    for batch in (source[i] for i in range(number)) if number is not None else source:
        pair = tuple(batch) if isinstance(batch, (tuple, list)) else (batch, None)
        batches.append((np.asarray(pair[0]), None if pair[1] is None else np.asarray(pair[1])))
        samples += len(batches[-1][0])
        if samples >= MOST_READ:
            break
    if not batches:
        raise DiagnosisError(
            f"x is a {kind} that gives no batch; give arrays, or one that can be read again."
        )
    x = np.concatenate([pair[0] for pair in batches])
    return x, None if batches[0][1] is None else np.concatenate([pair[1] for pair in batches])
