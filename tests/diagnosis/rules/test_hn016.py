"""Labels of another form than the loss expects are found, with what Keras said."""

from __future__ import annotations

import pytest
from facts_by_hand import (
    class_numbers,
    features,
    healthy,
    healthy_data,
    healthy_model,
    numbers,
    one_hot,
    raising,
    several_labels,
)

from handsonn.diagnosis.rules.hn016_labels_against_loss import RULE
from handsonn.records import ArrayFacts, Facts, Finding

SPARSE, CATEGORICAL = "sparse_categorical_crossentropy", "categorical_crossentropy"


def compiled(y: ArrayFacts, loss: str, units: int = 3, activation: str = "softmax", **parts: object) -> Facts:
    model = healthy_model(shape=(units,), activation=activation, loss=loss)
    return healthy(model=model, data=healthy_data(y), **parts)


def found(facts: Facts) -> Finding:
    (finding,) = RULE.check(facts)
    return finding


def test_class_numbers_need_the_sparse_loss() -> None:
    said = raising("Arguments `target` and `output` must have the same shape. Received: target.shape=(32,), "
                   "output.shape=(32, 3)")  # fmt: skip
    finding = found(compiled(class_numbers(), CATEGORICAL, raised=said))
    assert finding.changes[0].settings == {"loss": SPARSE, "from_logits": False}
    assert finding.evidence[0].startswith("y has the shape (1000,); the last layer gives (None, 3)")
    assert "target.shape=(32,)" in finding.evidence[-1]


def test_a_column_of_class_numbers_is_no_one_hot_row() -> None:
    column = class_numbers(shape=(1000, 1))
    assert found(compiled(column, CATEGORICAL)).changes[1].settings == {"to": "one_hot"}


def test_one_hot_rows_need_the_categorical_loss() -> None:
    assert found(compiled(one_hot(), SPARSE)).changes[0].settings["loss"] == CATEGORICAL


def test_two_units_with_binary_cross_entropy_and_zero_one_labels() -> None:
    finding = found(compiled(class_numbers(2), "binary_crossentropy", units=2, activation="sigmoid"))
    assert finding.changes[0].settings == {"units": 2, "activation": "softmax", "loss": SPARSE}


def test_the_number_of_units_is_that_of_the_columns() -> None:
    assert found(compiled(one_hot(3), CATEGORICAL, units=5)).changes[0].settings["units"] == 3
    assert found(compiled(one_hot(3), "binary_crossentropy", 1, "sigmoid")).changes[0].settings["units"] == 3


def test_several_labels_are_no_class_number() -> None:
    assert found(compiled(several_labels(), SPARSE)).changes[0].settings["loss"] == "binary_crossentropy"


def test_one_number_for_each_sample_needs_one_unit() -> None:
    assert found(compiled(numbers(), "mean_squared_error", 3, "linear")).changes[0].settings["units"] == 1


@pytest.mark.parametrize(
    "facts",
    [
        compiled(class_numbers(), SPARSE),
        compiled(class_numbers(shape=(1000, 1)), SPARSE),
        compiled(one_hot(), CATEGORICAL),
        compiled(several_labels(), "binary_crossentropy", activation="sigmoid"),
        compiled(class_numbers(2), "binary_crossentropy", 1, "sigmoid"),
        compiled(numbers(), "mean_squared_error", 1, "linear"),
        compiled(features("y"), "mean_squared_error", 8, "linear"),  # eight numbers for each sample
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
