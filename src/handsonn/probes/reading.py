"""Whatever fit takes as x or y, as NumPy arrays; nothing that can be read only once is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.probes.undisturbed import undisturbed
from handsonn.records import Array

MOST_INPUTS = 16
"""A list of more arrays than this is a list of samples, not of inputs."""
FIRST_SAMPLES = 2_000
"""So many samples of a dataset are read."""


@dataclass(frozen=True, eq=False)
class Given:
    """One array as it was given. array: None where it could not be looked at (a generator)."""

    name: str
    array: Array | None
    given_as: str


def read_arrays(given: Any, name: str) -> tuple[Given, ...]:
    """Read one argument. name: "x" or "y"; arrays of a list are "x[0]", of a dict by their key."""
    if given is None:
        return ()
    if isinstance(given, Mapping):
        return tuple(_read_one(value, str(key)) for key, value in given.items())
    if is_once_only(given):
        return (Given(name, None, "generator"),)
    if isinstance(given, (list, tuple)) and _are_inputs(given):
        return tuple(_read_one(value, f"{name}[{place}]") for place, value in enumerate(given))
    return (_read_one(given, name),)


def is_once_only(given: Any) -> bool:
    """Tell whether looking at it would consume it."""
    return hasattr(given, "__next__")


def is_dataset(given: Any) -> bool:
    """Tell whether it holds batches of x and y together: tf.data, PyDataset, a PyTorch DataLoader."""
    if hasattr(given, "__next__"):
        return False
    kinds = {kind.__name__ for kind in type(given).__mro__}
    return bool(kinds & {"PyDataset", "Sequence", "DataLoader"}) or hasattr(given, "element_spec")


def first_samples(dataset: Any, *, at_least: int = FIRST_SAMPLES) -> tuple[Any, Any]:
    """Read x and y of the first samples of a dataset, whole batches, in the structure of its batches.

    The dataset can be read again from its start; generators that it draws from are put back.
    """
    batches: list[tuple[Any, Any]] = []
    found = 0
    with undisturbed():
        for batch in _batches(dataset):
            x, y = _x_and_y(batch)
            batches.append((x, y))
            found += _length(x)
            if found >= at_least:
                break
    if not batches:
        return None, None
    return _joined([x for x, _ in batches]), _joined([y for _, y in batches])


def _batches(dataset: Any) -> Iterator[Any]:
    if hasattr(dataset, "__getitem__") and (hasattr(dataset, "num_batches") or hasattr(dataset, "__len__")):
        count = getattr(dataset, "num_batches", None)
        count = len(dataset) if count is None else int(count)
        return (dataset[place] for place in range(count))
    return iter(dataset)


def _x_and_y(batch: Any) -> tuple[Any, Any]:
    if isinstance(batch, (tuple, list)):
        return batch[0], batch[1] if len(batch) > 1 else None
    return batch, None


def _length(x: Any) -> int:
    first = x
    while isinstance(first, (Mapping, list, tuple)):
        first = next(iter(first.values() if isinstance(first, Mapping) else first), 0)
    return max(1, len(_plain(first)) if np.ndim(_plain(first)) else 1)


def _joined(parts: Sequence[Any]) -> Any:
    first = parts[0]
    if first is None:
        return None
    if isinstance(first, Mapping):
        return {key: _joined([part[key] for part in parts]) for key in first}
    if isinstance(first, (list, tuple)):
        return [_joined([part[place] for part in parts]) for place in range(len(first))]
    arrays = [_plain(part) for part in parts]
    return np.concatenate([array if array.ndim else array[None] for array in arrays])


def _are_inputs(given: Sequence[Any]) -> bool:
    """Whether a list holds the arrays of several inputs, not the rows of one."""
    if not given or len(given) > MOST_INPUTS:
        return False
    shapes = [getattr(item, "shape", None) for item in given]
    lengths = {shape[0] for shape in shapes if shape is not None and len(shape) > 0}
    return len(lengths) == 1 and all(shape is not None and len(shape) > 0 for shape in shapes)


def _read_one(given: Any, name: str) -> Given:
    if is_once_only(given):
        return Given(name, None, "generator")
    kind = type(given).__name__
    if hasattr(given, "toarray") and hasattr(given, "tocsr"):
        return Given(name, given.tocsr(), "sparse matrix")
    if kind in ("DataFrame", "Series") and hasattr(given, "to_numpy"):
        return Given(name, np.asarray(given.to_numpy()), kind)
    if isinstance(given, (list, tuple)):
        return Given(name, _from_list(given), "list")
    return Given(name, _plain(given), "array")


def _from_list(given: Any) -> Array:
    try:
        return np.asarray(given)
    except ValueError:  # rows of different lengths
        rows = np.empty(len(given), dtype=object)
        for place, row in enumerate(given):
            rows[place] = row
        return rows


def _plain(given: Any) -> Array:
    """Give a NumPy array of an array of any library; tensors that wait for a gradient are detached."""
    if hasattr(given, "detach"):
        given = given.detach().cpu()
    return np.asarray(given)
