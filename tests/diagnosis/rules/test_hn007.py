"""Unscaled inputs are found; modest ranges, and networks that scale by themselves, are not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from facts_by_hand import dense, feature_columns, features, healthy, healthy_data, images, model_of

from handsonn.diagnosis.rules.hn007_unscaled_inputs import RULE
from handsonn.records import ArrayFacts, Facts, LayerFacts

HOUSES = feature_columns([3.9, 28.6, 1425.0], [1.9, 12.6, 1132.0])


def with_x(x: ArrayFacts) -> Facts:
    return healthy(data=healthy_data(x=x))


def starting_with(kind: str, x: ArrayFacts = HOUSES) -> Facts:
    first = LayerFacts("first", kind)
    return healthy(model=model_of(first, dense("dense", 3, "softmax", (3,))), data=healthy_data(x=x))


def test_features_in_the_thousands_are_found_with_their_size() -> None:
    (finding,) = RULE.check(with_x(HOUSES))
    assert (finding.confidence, finding.changes[0].settings) == (0.9, {"scaler": "standard"})
    assert finding.evidence[0].startswith("Feature 2 is typically as large as 1,820")


def test_ages_are_told_with_less_weight() -> None:
    (finding,) = RULE.check(with_x(feature_columns([40.0, 0.0], [12.0, 1.0])))
    assert finding.confidence == 0.6


@pytest.mark.parametrize("sides", [(28, 28), (28, 28, 1), (784,)])
def test_pixels_are_divided_by_255(sides: tuple[int, ...]) -> None:
    (finding,) = RULE.check(with_x(images(255.0, sides)))
    assert finding.changes[0].settings == {"scaler": "divide_255"}


@pytest.mark.parametrize(
    "x",
    [
        features(),
        images(1.0),
        images(16.0, (64,)),  # the small digits of scikit-learn
        feature_columns([5.8, 3.0, 3.7, 1.2], [0.8, 0.4, 1.7, 0.7]),  # iris in centimetres
        features(mean=5.0, deviation=1.6),
        feature_columns([0.0, 0.0], [1.0, 20.0], feature_maximum=np.array([3.0, 49.0]),
                        feature_minimum=np.array([-3.0, -49.0])),
        replace(HOUSES, text=True),
    ],
)  # fmt: skip
def test_modest_ranges_are_not(x: ArrayFacts) -> None:
    assert not list(RULE.check(with_x(x)))


def test_whole_numbers_that_an_embedding_looks_up_are_no_amounts() -> None:
    assert not list(RULE.check(starting_with("Embedding", replace(HOUSES, whole=True))))
    assert list(RULE.check(starting_with("Embedding")))  # another input than the one that is looked up


@pytest.mark.parametrize("kind", ["Normalization", "Rescaling", "BatchNormalization"])
def test_a_network_that_scales_by_itself_is_not(kind: str) -> None:
    assert not list(RULE.check(starting_with(kind)))
    assert list(RULE.check(starting_with("Flatten")))
