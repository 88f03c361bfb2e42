"""Labels or amounts? The labels decide; where they are too few to tell, what the network was made for."""

from __future__ import annotations

from dataclasses import replace

from facts_by_hand import class_numbers, healthy, healthy_data, healthy_model

from handsonn.diagnosis.task import task_of
from handsonn.records import Facts


def twenty_labels(units: int, loss: str) -> Facts:
    """Twenty samples of nine of ten classes: two of a class."""
    y = replace(
        class_numbers(),
        shape=(20,),
        values=tuple(float(i) for i in range(9)),
        counts=(2,) * 7 + (3, 3),
        distinct=9,
    )
    return healthy(model=healthy_model(shape=(units,), loss=loss), data=healthy_data(y=y))


def test_two_labels_of_a_class_are_classes_where_the_network_has_a_unit_for_each() -> None:
    assert task_of(twenty_labels(10, "sparse_categorical_crossentropy")) == "classes"


def test_they_are_numbers_where_there_are_fewer_units_or_another_loss() -> None:
    assert task_of(twenty_labels(3, "sparse_categorical_crossentropy")) == "numbers"
    assert task_of(twenty_labels(10, "mean_squared_error")) == "numbers"
