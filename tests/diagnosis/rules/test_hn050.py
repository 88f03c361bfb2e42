"""An error that no rule knows is told as it is, and gives way to any rule that knows its cause."""

from __future__ import annotations

from facts_by_hand import class_numbers, healthy, healthy_data, healthy_model, raising

from handsonn.diagnosis import judge
from handsonn.diagnosis.rules.hn050_other_error import RULE
from handsonn.records import Facts


def test_it_quotes_the_error_and_where_it_was() -> None:
    said = raising("division by zero", "ZeroDivisionError", "script", line=12, code="mean = total / count")
    (finding,) = RULE.check(Facts(raised=said))
    assert finding.cause == (
        "The script stopped outside of fit in line 12 with ZeroDivisionError: division by zero."
    )
    assert finding.confidence == 0.3


def test_an_error_without_words_has_a_name() -> None:
    (finding,) = RULE.check(Facts(raised=raising("", "StopIteration")))
    assert finding.cause == "The script stopped in fit with StopIteration: StopIteration."


def test_a_known_cause_takes_its_place() -> None:
    said = raising("Arguments `target` and `output` must have the same shape. Received: target.shape=(32,), "
                   "output.shape=(32, 3)")  # fmt: skip
    model = healthy_model(loss="categorical_crossentropy")
    judgement = judge(healthy(model=model, data=healthy_data(class_numbers()), raised=said))
    assert [finding.code for finding in judgement.findings] == ["HN016"]
    assert [finding.code for finding in judgement.explained] == ["HN050"]


def test_its_healthy_twin_is_not() -> None:
    assert not list(RULE.check(healthy()))
