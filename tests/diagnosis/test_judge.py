"""Several faults at once: the cause first, its consequences left out, the rest by their weight."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import (
    class_numbers,
    dense,
    feature_columns,
    features,
    healthy,
    healthy_data,
    healthy_fit,
    healthy_model,
    model_of,
    numbers,
    one_hot,
    raising,
)

from handsonn.diagnosis import judge, rules
from handsonn.records import Facts, OrderFacts

HOUSES = feature_columns([3.9, 28.6, 1425.0], [1.9, 12.6, 1132.0])
SHAPES = "Arguments `target` and `output` must have the same shape. Received: target.shape=(32,)"


def codes(facts: Facts, symptom: str = "") -> list[str]:
    return [finding.code for finding in judge(facts, symptom=symptom).findings]


def explained(facts: Facts) -> list[str]:
    return [finding.code for finding in judge(facts).explained]


def test_a_healthy_training_gives_nothing_and_says_what_was_checked() -> None:
    judgement = judge(healthy())
    assert judgement.findings == ()
    able = [rule.passed for rule in rules() if rule.can_judge(healthy())]
    assert judgement.passed == tuple(able)
    assert "Every number in x and y is finite." in judgement.passed


def test_nothing_known_is_nothing_said() -> None:
    judgement = judge(Facts())
    assert (judgement.findings, judgement.passed) == ((), ())


def test_softmax_on_one_unit_explains_the_loss_that_is_zero() -> None:
    sick = healthy_model(shape=(1,), loss="categorical_crossentropy")
    facts = healthy(model=sick, data=healthy_data(class_numbers(2)))
    assert codes(facts)[0] == "HN001"
    assert "HN015" in explained(facts)


def test_five_classes_on_one_linear_unit_is_one_cause_and_not_three() -> None:
    sick = healthy_model(shape=(1,), activation="linear", loss="binary_crossentropy")
    facts = healthy(model=sick, data=healthy_data(class_numbers(5)))
    assert codes(facts) == ["HN009"]
    assert {"HN017", "HN022"} >= set(explained(facts)) != set()


def test_two_faults_the_one_that_cannot_work_first() -> None:
    sick = healthy_model(activation="linear")
    assert codes(healthy(model=sick, data=healthy_data(x=HOUSES))) == ["HN017", "HN007"]


def test_three_faults_of_a_regression() -> None:
    layers = (dense("first", 16, "linear", (3,)), dense("last", 1, "sigmoid", (16,)))
    model = model_of(*layers, loss="mean_squared_error", metrics=("accuracy",))
    facts = healthy(model=model, data=healthy_data(numbers(200.0, 50.0), HOUSES))
    assert codes(facts) == ["HN002", "HN007", "HN008", "HN014", "HN040"]


def test_three_faults_of_a_classifier() -> None:
    model = healthy_model(activation="relu", loss="categorical_crossentropy")
    data = healthy_data(class_numbers(), HOUSES)
    facts = healthy(model=model, data=data, fit=healthy_fit(batch_size=1000, steps=1))
    assert codes(facts) == ["HN016", "HN010", "HN007", "HN023"] or codes(facts)[:2] == ["HN016", "HN010"]


def test_sorted_rows_come_before_their_scale() -> None:
    order = OrderFacts(2, 667.0, 200, {"0": 0.5, "1": 0.5}, {"2": 1.0})
    data = replace(healthy_data(x=HOUSES), order=order, validation="split")
    assert codes(healthy(data=data)) == ["HN031", "HN007"]


def test_missing_numbers_come_before_their_scale() -> None:
    assert codes(healthy(data=healthy_data(x=replace(HOUSES, nan=3)))) == ["HN033", "HN007"]


def test_what_explains_the_error_comes_before_anything_else() -> None:
    model = healthy_model(before="relu", loss="categorical_crossentropy")
    data = healthy_data(class_numbers(), replace(HOUSES, nan=3))
    found = codes(healthy(model=model, data=data, raised=raising(SHAPES)))
    assert found.index("HN016") < found.index("HN007")
    assert "HN050" not in found


def test_an_error_without_a_known_cause_stands_first() -> None:
    facts = healthy(data=healthy_data(x=HOUSES), raised=raising("division by zero", "ZeroDivisionError"))
    assert codes(facts) == ["HN050", "HN007"]


@pytest.mark.parametrize(
    ("symptom", "first"), [("", "HN028"), ("accuracy stays 0", "HN028"), ("loss is nan", "HN007")]
)
def test_the_symptom_decides_between_causes_of_about_the_same_weight(symptom: str, first: str) -> None:
    rare = class_numbers(2, counts=(960, 40), class_counts=(960, 40))
    binary = healthy_model(shape=(1,), activation="sigmoid", loss="binary_crossentropy")
    aged = feature_columns([40.0, 0.0], [12.0, 1.0])
    assert codes(healthy(model=binary, data=healthy_data(rare, aged)), symptom)[0] == first


def test_a_symptom_does_not_put_a_warning_before_an_error() -> None:
    sick = healthy_model(activation="sigmoid")
    facts = healthy(model=sick, data=healthy_data(x=HOUSES))
    assert codes(facts, "loss goes up and down") == ["HN006", "HN007"]


def test_a_note_does_not_excuse_a_warning() -> None:
    binary = healthy_model(shape=(1,), activation="sigmoid", loss="mean_squared_error")
    (note,) = judge(healthy(model=binary, data=healthy_data(class_numbers(2)))).findings
    assert (note.code, note.severity) == ("HN011", "note")
    assert "HN008" in note.explains
    targets = numbers(200.0, 50.0)
    two = replace(
        healthy_model(shape=(1,), activation="linear", loss="mean_squared_error", metrics=()),
        outputs=(
            *binary.outputs,
            replace(binary.outputs[0], name="price", activation="linear", metrics=()),
        ),
    )
    data = replace(healthy_data(), x=(features(),), y=(class_numbers(2), targets))
    assert codes(healthy(model=two, data=data)) == ["HN008", "HN011"]


def test_one_hot_labels_with_the_binary_loss_and_metric_is_one_cause() -> None:
    sick = healthy_model(loss="binary_crossentropy", metrics=("binary_accuracy",))
    facts = healthy(model=sick, data=healthy_data(one_hot()))
    assert codes(facts) == ["HN021"]
    assert explained(facts) == ["HN040"]
