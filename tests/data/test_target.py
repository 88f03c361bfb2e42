from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from handsonn.data.columns import RawColumn
from handsonn.data.target import class_numbers, encode_target, in_order, labels_of, number_name, task_of
from handsonn.errors import DataError


def numbers(*values: float) -> RawColumn:
    return RawColumn("label", np.array(values, np.float64))


def texts(*values: str) -> RawColumn:
    known = tuple(dict.fromkeys(values))
    return RawColumn("label", None, np.array([known.index(v) for v in values], np.int32), known)


@pytest.mark.parametrize(
    ("column", "task"),
    [
        (texts("a", "b"), "classification"),
        (numbers(0, 1, 0, 1), "classification"),
        (numbers(3, 8, 3, 8, np.nan), "classification"),
        (numbers(*range(20), *range(20)), "classification"),
        (numbers(*range(21), *range(21)), "regression"),
        (numbers(100, 200, 300, 400), "regression"),
        (numbers(0.5, 1.5, 0.5, 1.5), "regression"),
    ],
)
def test_texts_and_few_whole_numbers_are_classes_and_the_rest_values(column: RawColumn, task: str) -> None:
    assert task_of(column) == task


def test_the_learner_can_say_the_task() -> None:
    column = numbers(0.5, 1.5, 0.5, 3)
    y, task, names = encode_target("table", column, "classification")
    assert (task, names) == ("classification", ("0.5", "1.5", "3"))
    np.testing.assert_array_equal(y, [0, 1, 0, 2])
    y, task, names = encode_target("table", numbers(0, 1, 0, 1), "regression")
    assert (task, names, y.dtype) == ("regression", (), np.float32)


def test_class_numbers_follow_the_order_of_the_names() -> None:
    y, _, names = encode_target("table", texts("10", "9", "x", "9"), None)
    assert names == ("10", "9", "x")
    np.testing.assert_array_equal(y, [0, 1, 2, 1])
    assert in_order(("10", "9", "-1")) == ("-1", "9", "10")


@pytest.mark.parametrize(
    ("number", "name"), [(3.0, "3"), (-0.0, "0"), (0.1, "0.1"), (1e20, "100000000000000000000")]
)
def test_a_number_is_called_as_it_is_written(number: float, name: str) -> None:
    assert number_name(number) == name


def test_labels_and_class_numbers_are_inverse() -> None:
    column = texts("b", "a", "c", "a")
    y, _, names = encode_target("table", column, None)
    np.testing.assert_array_equal(np.array(names)[y], labels_of(column))


@pytest.mark.parametrize(
    ("column", "task", "phrase"),
    [
        (texts("a", "a"), None, "every row of the target column 'label' is 'a'"),
        (numbers(2, 2), "regression", "is 2; there is nothing to learn from a constant"),
        (texts("a", "b"), "regression", "holds texts .such as 'a'."),
        (numbers(*range(1001)), "classification", "has 1,001 classes, at most 1,000"),
    ],
)
def test_a_target_that_cannot_be_learnt_is_refused(column: RawColumn, task: Any, phrase: str) -> None:
    with pytest.raises(DataError, match=phrase):
        encode_target("table", column, task)


def test_an_unknown_label_is_named_with_its_place_and_the_known_ones() -> None:
    with pytest.raises(DataError, match="table: row 7: the network knows no class 'z'; known: a, b"):
        class_numbers("table", np.array(["a", "z"]), ("a", "b"), lambda at: f"row {at + 6}")
