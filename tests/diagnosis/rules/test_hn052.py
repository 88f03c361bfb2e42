"""Samples that differ nowhere are found, whatever else they hold."""

from __future__ import annotations

import numpy as np
import pytest
from facts_by_hand import features, healthy, healthy_data, images

from handsonn.diagnosis.rules.hn052_all_samples_alike import RULE
from handsonn.records import ArrayFacts

ZEROS = features(deviation=0.0)
SAME_ROW = features(
    minimum=1.0, maximum=8.0, feature_minimum=np.arange(1.0, 9.0), feature_maximum=np.arange(1.0, 9.0)
)


@pytest.mark.parametrize(
    ("x", "words"),
    [(ZEROS, "x holds nothing but 0,"), (SAME_ROW, "x holds the same numbers in each row,")],
)
def test_nothing_to_tell_apart_is_found(x: ArrayFacts, words: str) -> None:
    (finding,) = RULE.check(healthy(data=healthy_data(x=x)))
    assert finding.cause.startswith(words)
    assert finding.confidence == 1.0


@pytest.mark.parametrize(
    "x",
    [
        features(),
        images(),
        features(deviation=0.0, shape=(1, 8)),  # a single sample
        features(deviation=0.0, nan=1000),  # what is not there was not compared
        features(feature_minimum=np.zeros(8), feature_maximum=np.array([0.0] * 7 + [1.0])),
    ],
)
def test_healthy_twins(x: ArrayFacts) -> None:
    assert not list(RULE.check(healthy(data=healthy_data(x=x))))
