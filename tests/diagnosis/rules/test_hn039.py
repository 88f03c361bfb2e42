"""An Embedding that is fed no rows of its table is found; whole numbers below input_dim are not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from facts_by_hand import dense, features, healthy, healthy_data, images, model_of, raising

from handsonn.diagnosis.rules.hn039_ids_outside_the_embedding import RULE
from handsonn.records import ArrayFacts, Facts, LayerFacts

TABLE = LayerFacts("words", "Embedding", 16, "", (10,), (10, 16), 1600, settings={"input_dim": 100})
MODEL = model_of(TABLE, LayerFacts("pool", "GlobalAveragePooling1D"), dense("last", 3, "softmax", (16,)))


def ids(low: float, high: float, **given: Any) -> ArrayFacts:
    return features(minimum=low, maximum=high, whole=True, dtype="int64", **given)


def fed(x: ArrayFacts, **parts: Any) -> Facts:
    return healthy(model=MODEL, data=healthy_data(x=x), **parts)


def test_an_entry_beyond_the_table() -> None:
    (finding,) = RULE.check(fed(ids(0, 100), raised=raising("indices[5,2] = 100 is not in [0, 100)")))
    assert finding.cause == "x goes up to 100, but the table of the Embedding 'words' has rows 0 to 99."
    assert finding.remedy == "Give the Embedding input_dim=101."
    assert "is not in [0, 100)" in finding.evidence[-1]


def test_numbers_that_are_not_whole() -> None:
    (finding,) = RULE.check(fed(features()))
    assert "numbers that are not whole" in finding.cause


def test_negative_entries() -> None:
    (finding,) = RULE.check(fed(ids(-1, 50)))
    assert "goes down to -1" in finding.cause


def test_one_hot_rows_instead_of_their_numbers() -> None:
    (finding,) = RULE.check(fed(ids(0, 1, shape=(1000, 100), two_valued=True)))
    assert finding.confidence == 0.8


def test_of_two_arrays_the_one_of_its_shape_counts() -> None:
    model = replace(model_of(TABLE, dense("last", 3, "softmax", (16,))), inputs=((8,), (10,)))
    words, sizes = ids(0, 100, shape=(1000, 10)), features()
    assert list(RULE.check(healthy(model=model, data=replace(healthy_data(), x=(sizes, words)))))
    within = replace(words, maximum=99.0)
    assert not list(RULE.check(healthy(model=model, data=replace(healthy_data(), x=(sizes, within)))))
    alike = replace(sizes, shape=(1000, 10))
    assert not list(RULE.check(healthy(model=model, data=replace(healthy_data(), x=(alike, words)))))


@pytest.mark.parametrize("x", [ids(0, 99), ids(1, 1), features(text=True), ids(0, 1, two_valued=True)])
def test_healthy_twins(x: ArrayFacts) -> None:
    assert not list(RULE.check(fed(x)))


def test_a_network_without_a_table_is_not() -> None:
    assert not list(RULE.check(healthy(data=healthy_data(x=images(255.0)))))
