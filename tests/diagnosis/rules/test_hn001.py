"""Softmax over a single unit is found; over several units, and sigmoid over one, are not."""

from __future__ import annotations

from facts_by_hand import class_numbers, healthy, healthy_data, healthy_model, numbers

from handsonn.diagnosis.rules.hn001_softmax_on_one_unit import RULE
from handsonn.records import Change, Facts


def one_unit(activation: str = "softmax") -> object:
    return healthy_model(shape=(1,), activation=activation, loss="binary_crossentropy")


def change_for(facts: Facts) -> Change:
    (finding,) = RULE.check(facts)
    return finding.changes[0]


def test_it_is_found_in_the_configuration_alone() -> None:
    (finding,) = RULE.check(Facts(model=one_unit()))
    assert (finding.code, finding.confidence, finding.layer) == ("HN001", 1.0, "dense_1")
    assert finding.evidence == ("The layer 'dense_1' has 1 unit and the activation softmax.",)


def test_its_healthy_twins_are_not() -> None:
    assert not list(RULE.check(healthy()))
    assert not list(RULE.check(healthy(model=one_unit("sigmoid"))))


def test_the_remedy_is_what_the_labels_ask_for() -> None:
    two = healthy(model=one_unit(), data=healthy_data(class_numbers(2)))
    assert change_for(two).settings["activation"] == "sigmoid"
    five = healthy(model=one_unit(), data=healthy_data(class_numbers(5)))
    assert change_for(five).settings["units"] == 5
    prices = healthy(model=one_unit(), data=healthy_data(numbers(200.0, 50.0)))
    assert change_for(prices).settings["activation"] == "linear"
