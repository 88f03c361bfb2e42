"""A categorical cross-entropy of one unit is found; a binary one is not."""

from __future__ import annotations

import pytest
from facts_by_hand import class_numbers, healthy, healthy_data, healthy_model, numbers

from handsonn.diagnosis.rules.hn015_cross_entropy_of_one_unit import RULE
from handsonn.records import ArrayFacts, Facts


@pytest.mark.parametrize("loss", ["categorical_crossentropy", "sparse_categorical_crossentropy"])
@pytest.mark.parametrize(
    ("y", "activation"),
    [(class_numbers(2), "sigmoid"), (class_numbers(4), "softmax"), (numbers(200.0, 50.0), "linear")],
)
def test_the_remedy_is_what_the_labels_ask_for(loss: str, y: ArrayFacts, activation: str) -> None:
    model = healthy_model(shape=(1,), activation="sigmoid", loss=loss)
    (finding,) = RULE.check(healthy(model=model, data=healthy_data(y)))
    assert finding.changes[0].settings["activation"] == activation


def test_it_is_found_in_the_configuration_alone() -> None:
    sick = healthy_model(shape=(1,), activation="sigmoid", loss="categorical_crossentropy")
    assert [finding.code for finding in RULE.check(Facts(model=sick))] == ["HN015"]


def test_healthy_twins() -> None:
    assert not list(RULE.check(healthy()))
    binary = healthy_model(shape=(1,), activation="sigmoid", loss="binary_crossentropy")
    assert not list(RULE.check(healthy(model=binary, data=healthy_data(class_numbers(2)))))
