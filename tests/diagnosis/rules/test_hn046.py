"""Arrays of different lengths are found before fit finds them; equal ones are not."""

from __future__ import annotations

from dataclasses import replace

from facts_by_hand import class_numbers, features, healthy, healthy_data, raising

from handsonn.diagnosis.rules.hn046_lengths_differ import RULE
from handsonn.records import Facts

SAID = raising("Data cardinality is ambiguous. Make sure all arrays contain the same number of "
               "samples.'x' sizes: 1000\n'y' sizes: 900\n")  # fmt: skip


def test_the_cause_names_both_lengths() -> None:
    data = healthy_data(class_numbers(shape=(900,)))
    (finding,) = RULE.check(healthy(data=data, raised=SAID))
    assert finding.cause == "The training arrays are not equally long: x has 1,000 and y has 900."
    assert "Data cardinality is ambiguous" in finding.evidence[0]
    assert list(RULE.check(healthy(data=data)))


def test_the_validation_arrays_are_looked_at_too() -> None:
    data = replace(healthy_data(), validation_x=(features("vx"),), validation_y=(class_numbers(shape=(9,)),))
    (finding,) = RULE.check(healthy(data=data))
    assert finding.cause.startswith("The validation arrays")


def test_the_words_of_an_error_are_enough() -> None:
    (finding,) = RULE.check(Facts(raised=SAID))
    assert finding.cause == "The arrays given to fit are not equally long."


def test_healthy_twins() -> None:
    assert not list(RULE.check(healthy()))
    stream = healthy_data(class_numbers(shape=(100,), given_as="dataset"))
    assert not list(RULE.check(healthy(data=stream)))
