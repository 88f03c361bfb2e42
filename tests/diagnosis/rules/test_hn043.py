"""Lists and arrays of objects are found where fit stopped; arrays are not."""

from __future__ import annotations

import pytest
from facts_by_hand import class_numbers, features, healthy, healthy_data, raising

from handsonn.diagnosis.rules.hn043_no_array import RULE
from handsonn.records import Facts

LIST = "Unrecognized data type: x=[[0.1, 0.2], [0.3, 0.4]] (of type <class 'list'>)"


def test_a_list_of_rows() -> None:
    (finding,) = RULE.check(healthy(data=healthy_data(x=features(given_as="list")), raised=raising(LIST)))
    assert finding.cause == "x is a Python list, but fit takes NumPy arrays."
    (both,) = RULE.check(Facts(raised=raising(LIST)))
    assert both.cause.startswith("x or y is a Python list")


def test_a_list_of_arrays_is_read_as_many_inputs() -> None:
    said = raising("Data cardinality is ambiguous. Make sure all arrays contain the same number of "
                   "samples.'x' sizes: 4, 4, 4\n'y' sizes: 60\n")  # fmt: skip
    given = healthy_data(class_numbers(given_as="list"), features(given_as="list"))
    (finding,) = RULE.check(healthy(data=given, raised=said))
    assert finding.cause.startswith("x and y are each a Python list")
    assert "HN046" in finding.explains


@pytest.mark.parametrize("message", ["Invalid dtype: object", ("Failed to convert a NumPy array to a Tensor "
                                     "(Unsupported object type float).")])  # fmt: skip
def test_an_array_of_objects(message: str) -> None:
    (finding,) = RULE.check(healthy(data=healthy_data(x=features(dtype="object")), raised=raising(message)))
    assert "x has the dtype object." in finding.evidence
    assert list(RULE.check(Facts(raised=raising(message))))


def test_healthy_twins() -> None:
    assert not list(RULE.check(healthy()))
    assert not list(RULE.check(healthy(data=healthy_data(x=features(given_as="list")))))  # nothing was raised
    text = healthy_data(class_numbers(dtype="object", text=True))
    assert not list(RULE.check(healthy(data=text, raised=raising("Invalid dtype: object"))))
