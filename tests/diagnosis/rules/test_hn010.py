"""ReLU at the end of a classifier is found; softmax there, and ReLU at the end for numbers, are not."""

from __future__ import annotations

import pytest
from facts_by_hand import class_numbers, healthy, healthy_data, healthy_model, numbers

from handsonn.diagnosis.rules.hn010_relu_on_a_classifier import RULE
from handsonn.records import Facts


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "elu", "softplus"])
def test_it_is_found_with_each_of_its_kin(activation: str) -> None:
    (finding,) = RULE.check(Facts(model=healthy_model(activation=activation)))
    assert finding.changes[0].settings["activation"] == "softmax"
    assert activation in finding.cause


def test_the_labels_decide_what_to_put_in_its_place() -> None:
    sick = healthy_model(shape=(1,), activation="relu", loss="binary_crossentropy")
    (two,) = RULE.check(healthy(model=sick, data=healthy_data(class_numbers(2))))
    assert two.changes[0].settings["activation"] == "sigmoid"
    (unknown,) = RULE.check(Facts(model=sick))
    assert unknown.changes[0].settings["activation"] == "sigmoid"


@pytest.mark.parametrize(
    "facts",
    [
        healthy(),
        healthy(model=healthy_model(shape=(1,), activation="relu", loss="mean_squared_error"),
                data=healthy_data(numbers(20.0, 5.0))),
        healthy(model=healthy_model(activation="relu", own_loss=True)),
    ],
)  # fmt: skip
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
