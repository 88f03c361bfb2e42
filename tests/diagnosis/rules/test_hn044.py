"""Text is found in labels and features, unless a layer reads it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import class_numbers, features, healthy, healthy_data, healthy_model, raising

from handsonn.diagnosis.rules.hn044_text import RULE
from handsonn.records import Facts, LayerFacts

WORDS = class_numbers(3, dtype="<U3", text=True, values=(), counts=())


def test_labels_are_numbered() -> None:
    (finding,) = RULE.check(healthy(data=healthy_data(WORDS), raised=raising("Invalid dtype: str32")))
    assert finding.changes[0].settings == {"to": "numbers"}
    assert finding.evidence == (
        "y holds 3 different words.", "The error reads: ValueError: Invalid dtype: str32.",
    )  # fmt: skip


def test_a_column_of_words_among_the_features() -> None:
    (finding,) = RULE.check(healthy(data=healthy_data(x=features(text=True))))
    assert "OneHotEncoder" in finding.remedy


def test_a_layer_may_read_text() -> None:
    model = healthy_model()
    model = replace(model, layers=(LayerFacts("words", "TextVectorization"), *model.layers))
    assert not list(RULE.check(healthy(model=model, data=healthy_data(x=features(text=True)))))


@pytest.mark.parametrize(
    "message",
    [
        "Invalid dtype: str1024",
        "could not convert string to float: 'a'",
        "Cast string to float is not supported",
    ],
)
def test_the_words_of_an_error_are_enough(message: str) -> None:
    assert list(RULE.check(Facts(raised=raising(message))))


def test_healthy_twins() -> None:
    assert not list(RULE.check(healthy()))
    assert not list(RULE.check(healthy(raised=raising("Invalid dtype: object"))))
