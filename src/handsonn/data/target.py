"""The target column: which task it makes, and its labels as the numbers that a network learns.

The rule, unless the learner says task=: texts are classes; whole numbers with at most 20 different values,
each standing there twice on average, are classes; any other numbers are values for a regression.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from handsonn.data.columns import MOST_CLASSES, RawColumn
from handsonn.errors import DataError
from handsonn.records import Array, Task

FEW_VALUES = 20


def task_of(column: RawColumn) -> Task:
    """Tell classification from regression by the rule above. Missing values do not count."""
    if column.numbers is None:
        return "classification"
    numbers = column.numbers[~np.isnan(column.numbers)]
    distinct = np.unique(numbers)
    whole = bool(np.all(distinct == np.round(distinct)))
    few = len(distinct) <= FEW_VALUES and 2 * len(distinct) <= len(numbers)
    return "classification" if whole and few else "regression"


def encode_target(source: str, column: RawColumn, task: Task | None) -> tuple[Array, Task, tuple[str, ...]]:
    """Return y, the task and the class names, in alphabetical or numerical order.

    y: int64 class numbers, or float32 values; shape (rows,). The column holds no missing value.
    Raises DataError for texts under task="regression", one class only, a constant, too many classes.
    """
    task = task or task_of(column)
    if task == "regression":
        return _values(source, column), task, ()
    labels = labels_of(column)
    names = in_order(tuple(np.unique(labels).tolist()))
    if len(names) < 2:  # noqa: PLR2004 - a choice needs two
        raise DataError(
            f"{source}: every row of the target column {column.name!r} is {names[0]!r}; there is nothing to "
            "tell apart, expected at least two classes."
        )
    if len(names) > MOST_CLASSES:
        raise DataError(
            f"{source}: the target column {column.name!r} has {len(names):,} classes, at most "
            f"{MOST_CLASSES:,} "
            'are learnt; ask for task="regression" if it is a quantity.'
        )
    return numbers_of(labels, names), task, names


def _values(source: str, column: RawColumn) -> Array:
    if column.numbers is None:
        raise DataError(
            f"{source}: the target column {column.name!r} holds texts (such as {column.texts[0]!r}); a "
            'regression needs numbers, so choose another target or task="classification".'
        )
    if np.ptp(column.numbers) == 0:
        raise DataError(
            f"{source}: every row of the target column {column.name!r} is {number_name(column.numbers[0])}; "
            "there is nothing to learn from a constant."
        )
    return column.numbers.astype(np.float32)


def labels_of(column: RawColumn) -> Array:
    """Name each row's label: texts as they are, numbers as "3" or "0.5". Shape (rows,), no gaps."""
    if column.numbers is None:
        return np.array(column.texts, dtype=object)[column.codes].astype(str)
    distinct, inverse = np.unique(column.numbers, return_inverse=True)
    return np.array([number_name(number) for number in distinct.tolist()])[inverse]


def numbers_of(labels: Array, names: tuple[str, ...]) -> Array:
    """Turn labels into class numbers, -1 for a label that is none of the names. int64, shape (rows,)."""
    distinct, inverse = np.unique(labels, return_inverse=True)
    numbers = {name: number for number, name in enumerate(names)}
    return np.array([numbers.get(label, -1) for label in distinct.tolist()], np.int64)[inverse]


def class_numbers(source: str, labels: Array, names: tuple[str, ...], place: Callable[[int], str]) -> Array:
    """Turn labels of new samples into class numbers. Raises DataError at a label that is no class."""
    numbers = numbers_of(labels, names)
    if (numbers < 0).any():
        at = int(np.flatnonzero(numbers < 0)[0])
        raise DataError(
            f"{source}: {place(at)}: the network knows no class {str(labels[at])!r}; known: "
            f"{', '.join(names)}."
        )
    return numbers


def number_name(number: float) -> str:
    """Write 3.0 as "3" and 0.5 as "0.5", so that a class is called as the learner wrote it."""
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def in_order(names: tuple[str, ...]) -> tuple[str, ...]:
    """Sort names by number where all are numbers ("2" before "10"), else alphabetically."""
    try:
        return tuple(sorted(names, key=lambda name: (float(name), name)))
    except ValueError:
        return tuple(sorted(names))
