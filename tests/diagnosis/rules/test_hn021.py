"""Binary cross-entropy with one-hot labels is found; with several labels, or two classes, it is not."""

from __future__ import annotations

import pytest
from facts_by_hand import class_numbers, healthy, healthy_data, healthy_model, one_hot, several_labels

from handsonn.diagnosis.rules.hn021_binary_loss_for_classes import RULE
from handsonn.records import ArrayFacts, Facts


def binary(y: ArrayFacts, units: int, activation: str = "softmax", **output: object) -> Facts:
    model = healthy_model(shape=(units,), activation=activation, loss="binary_crossentropy", **output)
    return healthy(model=model, data=healthy_data(y))


def test_softmax_shows_that_one_class_is_meant() -> None:
    (finding,) = RULE.check(binary(one_hot(), 3))
    assert finding.confidence == 0.7
    assert finding.changes[0].settings["loss"] == "categorical_crossentropy"


def test_sigmoid_weighs_less() -> None:
    (finding,) = RULE.check(binary(one_hot(), 3, "sigmoid"))
    assert finding.confidence == 0.5


def test_binary_accuracy_is_told_with_it() -> None:
    (finding,) = RULE.check(binary(one_hot(), 3, "sigmoid", metrics=("binary_accuracy",)))
    assert "counts each of the 3 answers by itself" in finding.evidence[1]
    assert "HN040" in finding.explains


@pytest.mark.parametrize(
    "facts",
    [
        binary(several_labels(), 3, "sigmoid"),
        binary(one_hot(2), 2),  # twice the same question
        binary(class_numbers(2), 1, "sigmoid"),
        healthy(),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
