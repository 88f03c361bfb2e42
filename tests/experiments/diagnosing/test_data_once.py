"""Arrays are read once, however often the case around them changes."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from trainings_to_diagnose import network

from handsonn.experiments.diagnosing import case_of, diagnose
from handsonn.experiments.diagnosing.data_once import DataOnce
from handsonn.experiments.watching.diagnose_calls import case_of_call, findings_before_training
from handsonn.experiments.watching.fit_calls import WatchedCall

X = np.random.default_rng(0).normal(size=(40, 3)).astype("float32")
Y = (X[:, 0] > 0).astype("int32")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collect the x of every reading."""
    gathering, found = sys.modules["handsonn.experiments.diagnosing.gather"], list[Any]()
    data_facts = gathering.data_facts  # type: ignore[attr-defined]

    def heard(x: Any, *rest: Any) -> Any:
        found.append(x)
        return data_facts(x, *rest)

    monkeypatch.setattr(gathering, "data_facts", heard)
    return found


def test_arrays_are_read_again_only_when_they_are_others(read: list[Any]) -> None:
    case = case_of(network(3, 1, "sigmoid", "binary_crossentropy"), X, Y, validation_split=0.2)
    once = DataOnce()
    first = once.look(case).data
    assert once.look(replace(case, arguments=case.arguments | {"epochs": 7})).data is first
    assert len(read) == 1
    for other in (replace(case, x=X + 1), replace(case, y=1 - Y), replace(case, arguments={})):
        assert once.look(other).data is not first
    assert len(read) == 4


def test_a_watched_call_is_not_read_again_for_its_diagnosis(read: list[Any]) -> None:
    call = WatchedCall(1, network(3, 1, "softmax", "binary_crossentropy"), X, Y, {})
    early = findings_before_training(call)
    result = diagnose(case_of_call(call), train=False)
    assert result.findings == early
    assert [finding.code for finding in early][:1] == ["HN001"]
    assert len(read) == 1
