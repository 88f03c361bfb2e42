"""The arrays of a training as a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from handsonn.probes.arrays import facts_of, from_moments
from handsonn.probes.moments import Moments, merged
from handsonn.probes.numeric import as_numbers, is_text
from handsonn.probes.order import first_validation_row, order_facts
from handsonn.probes.reading import Given, first_samples, is_dataset, is_once_only, read_arrays
from handsonn.probes.rows import row_facts
from handsonn.records import Array, ArrayFacts, DataFacts, OrderFacts, RowFacts

_FLOOR = 0.01
"""A feature's deviation counts at least so much of that of all numbers: a pixel that is always 0 in training
and once not in validation is no other scale."""


@dataclass(frozen=True, eq=False)
class _Side:
    """Arrays of one argument with what was read of them."""

    given: tuple[Given, ...]
    facts: tuple[ArrayFacts, ...]
    found: tuple[Moments | None, ...]

    @property
    def arrays(self) -> tuple[Array, ...]:
        """The arrays as numbers; () unless all of them are."""
        numbers = [None if item.array is None else as_numbers(item.array) for item in self.given]
        dense = [array for array in numbers if isinstance(array, np.ndarray) and array.ndim > 0]
        return tuple(dense) if len(dense) == len(self.given) else ()


def data_facts(
    x: Any, y: Any = None, validation_data: Any = None, validation_split: float = 0.0, *, seed: int = 0
) -> DataFacts:
    """Read the data of a training as fit takes them. Nothing is changed or consumed.

    x, y: arrays, lists, DataFrames, lists or dicts of them, or a dataset as x, of which the first 2,000
    samples are read; a generator is not looked at, since looking would use it up. seed: draws the rows that
    trees and neighbours are asked about.
    """
    x_given, y_given = _read(x, y)
    split = float(validation_split or 0.0) if validation_data is None else 0.0
    train_x, val_x = _sides(x_given, split)
    train_y, val_y = _sides(y_given, split)
    whole_x, whole_y = _whole(x_given, train_x, val_x), _whole(y_given, train_y, val_y)
    source: Literal["none", "data", "split"] = "split" if split else "none"
    if validation_data is not None:
        val_x, val_y = (_side(part) for part in _read(*_x_and_y(validation_data)))
        source = "data"
    return DataFacts(
        whole_x, whole_y, source, val_x.facts, val_y.facts,
        apart=_apart(train_x, val_x),
        order=_order(y_given, split),
        rows=_rows(train_x, train_y, val_x, seed),
    )  # fmt: skip


def _read(x: Any, y: Any) -> tuple[tuple[Given, ...], tuple[Given, ...]]:
    if not is_dataset(x):
        return read_arrays(x, "x"), read_arrays(y, "y")
    first_x, first_y = first_samples(x)
    return tuple(
        tuple(Given(item.name, item.array, "dataset") for item in read_arrays(part, name))
        for part, name in ((first_x, "x"), (first_y, "y"))
    )  # type: ignore[return-value]


def _x_and_y(validation_data: Any) -> tuple[Any, Any]:
    """Take (x, y) or (x, y, weights) apart; a dataset stays whole."""
    if is_dataset(validation_data) or is_once_only(validation_data):
        return validation_data, None
    if isinstance(validation_data, (tuple, list)) and validation_data:
        return validation_data[0], validation_data[1] if len(validation_data) > 1 else None
    return validation_data, None


def _side(given: Sequence[Given]) -> _Side:
    read = [facts_of(item) for item in given]
    return _Side(tuple(given), tuple(facts for facts, _ in read), tuple(found for _, found in read))


def _sides(given: tuple[Given, ...], split: float) -> tuple[_Side, _Side]:
    """Read what trains and what validation_split takes apart."""
    if not 0.0 < split < 1.0 or any(item.array is None or not item.array.shape for item in given):
        return _side(given), _side(())
    parts: tuple[list[Given], list[Given]] = ([], [])
    for item in given:
        assert item.array is not None
        row = first_validation_row(item.array.shape[0], split)
        parts[0].append(Given(item.name, item.array[:row], item.given_as))
        parts[1].append(Given(item.name, item.array[row:], item.given_as))
    return _side(parts[0]), _side(parts[1])


def _whole(given: Sequence[Given], train: _Side, other: _Side) -> tuple[ArrayFacts, ...]:
    """Give the facts of the arrays as given, from the moments of their two parts."""
    if not other.given:
        return train.facts
    facts = []
    for place, item in enumerate(given):
        one, two = train.found[place], other.found[place]
        numbers = None if item.array is None else as_numbers(item.array)
        if one is None or two is None or numbers is None:
            facts.append(facts_of(item)[0])
        else:
            facts.append(from_moments(item, numbers, merged(one, two))[0])
    return tuple(facts)


def _apart(train: _Side, other: _Side) -> tuple[float, ...]:
    """Give, by feature, how many training deviations the validation mean lies away from the training mean."""
    if not other.found or len(other.found) != len(train.found):
        return ()
    distances: list[float] = []
    for one, two in zip(train.found, other.found, strict=True):
        if one is None or two is None or len(one.mean) != len(two.mean):
            return ()
        floor = _FLOOR * float(one.together().deviation[0])
        unit = np.maximum(one.deviation, floor)
        away = np.abs(two.mean - one.mean)
        known = (one.count > 0) & (two.count > 0) & (unit > 0)
        distances += np.divide(away, unit, out=np.zeros_like(away), where=known).tolist()
    return tuple(distances)


def _labels(given: Sequence[Given]) -> Array | None:
    if not given or given[0].array is None or not isinstance(given[0].array, np.ndarray):
        return None
    array = given[0].array
    return array if is_text(array) else as_numbers(array)


def _order(given: Sequence[Given], split: float) -> OrderFacts | None:
    y = _labels(given)
    return None if y is None or y.ndim == 0 or len(y) == 0 else order_facts(y, split)


def _rows(x: _Side, y: _Side, other: _Side, seed: int) -> RowFacts | None:
    arrays = x.arrays
    if not arrays or len({len(array) for array in arrays}) != 1:
        return None
    labels = _labels(y.given)
    if labels is not None and (labels.ndim == 0 or len(labels) != len(arrays[0])):
        labels = None
    found = [part for part in x.found if part is not None]
    return row_facts(arrays, labels, found, other.arrays, seed=seed)
