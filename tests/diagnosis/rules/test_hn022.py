"""Labels that the loss cannot take are found; those that it can are not."""

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
)

from handsonn.diagnosis.rules.hn022_labels_outside_the_loss import RULE
from handsonn.records import ArrayFacts, Facts, Finding

SPARSE, BINARY = "sparse_categorical_crossentropy", "binary_crossentropy"


def compiled(y: ArrayFacts, loss: str, units: int = 1, activation: str = "sigmoid", **parts: object) -> Facts:
    model = healthy_model(shape=(units,), activation=activation, loss=loss)
    return healthy(model=model, data=healthy_data(y), **parts)


def found(facts: Facts) -> Finding:
    (finding,) = RULE.check(facts)
    return finding


def test_classes_from_one_to_five() -> None:
    finding = found(compiled(class_numbers(5, first=1), SPARSE, 5, "softmax"))
    assert finding.cause == (
        "The labels go from 1 to 5, but sparse categorical cross-entropy with 5 units counts classes "
        "from 0 to 4."
    )
    assert finding.changes[0].settings == {"to": "from_zero"}


def test_more_classes_than_units() -> None:
    finding = found(compiled(class_numbers(10), SPARSE, 5, "softmax"))
    assert finding.changes[0].settings["units"] == 10


def test_minus_one_and_one_for_binary_cross_entropy() -> None:
    signs = class_numbers(2, values=(-1.0, 1.0), minimum=-1.0, maximum=1.0, two_valued=False)
    assert found(compiled(signs, BINARY)).changes[0].settings == {"to": "zero_one"}


def test_numbers_need_another_loss() -> None:
    for loss, units, activation in ((BINARY, 1, "sigmoid"), (SPARSE, 3, "softmax")):
        finding = found(compiled(numbers(200.0, 50.0), loss, units, activation))
        assert finding.changes[0].settings == {
            "units": 1,
            "activation": "linear",
            "loss": "mean_squared_error",
        }


def test_counts_cannot_be_negative() -> None:
    assert "takes no negative numbers" in found(compiled(numbers(), "poisson", 1, "exponential")).cause


def test_the_words_of_tensorflow_are_quoted() -> None:
    said = raising("Received a label value of 5 which is outside the valid range of [0, 5).")
    finding = found(compiled(class_numbers(5, first=1), SPARSE, 5, "softmax", raised=said))
    assert "outside the valid range" in finding.evidence[-1]


@pytest.mark.parametrize(
    "facts",
    [
        compiled(class_numbers(3), SPARSE, 3, "softmax"),
        compiled(class_numbers(3), SPARSE, 10, "softmax"),
        compiled(
            class_numbers(3, first=1), SPARSE, 4, "softmax"
        ),  # one unit is never right, and does no harm
        compiled(class_numbers(2), BINARY),
        compiled(numbers(0.5, 0.1), BINARY),  # probabilities
        compiled(class_numbers(2, values=(-1.0, 1.0), minimum=-1.0), "hinge", 1, "tanh"),
        compiled(one_hot(), "categorical_crossentropy", 3, "softmax"),
        compiled(features("y", mean=0.5, deviation=0.1), BINARY, 8),  # an autoencoder of pixels
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
