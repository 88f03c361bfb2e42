"""Validation data prepared otherwise are found; other rows of the same preparation are not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from facts_by_hand import features, healthy, healthy_data, images

from handsonn.diagnosis.rules.hn032_other_scaling_in_validation import RULE
from handsonn.records import ArrayFacts, Facts


def validated(x: ArrayFacts, other: ArrayFacts, kind: str = "data") -> Facts:
    shape = (200, *other.shape[1:])
    later = replace(other, name="validation x", shape=shape)
    return healthy(data=replace(healthy_data(x=x), validation=kind, validation_x=(later,)))


@pytest.mark.parametrize(
    ("x", "other"),
    [
        (features(), features(mean=60.0, deviation=20.0)),  # not scaled
        (features(mean=60.0, deviation=20.0), features()),
        (images(1.0), images(255.0)),
        (images(255.0), images(1.0)),
        (features(), features(mean=4.0)),
    ],
)
def test_another_size_is_found(x: ArrayFacts, other: ArrayFacts) -> None:
    (finding,) = RULE.check(validated(x, other))
    assert (finding.confidence, finding.changes[0].kind, finding.severity) == (0.95, "same_scaling", "error")


def test_half_the_size_is_found_beside_features_that_were_standardised() -> None:
    (finding,) = RULE.check(validated(features(deviation=0.99), features(deviation=0.4)))
    assert finding.confidence == 0.85
    assert not list(RULE.check(validated(features(mean=5.0), features(mean=5.0, deviation=0.4))))


def test_one_mean_far_off_is_found_beside_features_that_were_standardised() -> None:
    far = features(feature_mean=np.array([40.0, *np.zeros(7)]))
    (finding,) = RULE.check(validated(features(), far))
    assert finding.confidence == 0.85
    moved = features(mean=5.0, feature_mean=np.array([45.0, *np.full(7, 5.0)]))
    assert not list(RULE.check(validated(features(mean=5.0), moved)))


def test_a_scaler_fitted_again_leaves_exact_moments() -> None:
    (finding,) = RULE.check(validated(features(), features()))
    assert (finding.severity, finding.confidence) == ("note", 0.4)


@pytest.mark.parametrize(
    ("x", "other", "kind"),
    [
        (features(), features(mean=0.1, deviation=1.1), "data"),
        (images(255.0), images(255.0), "data"),
        (features(), features(mean=0.02, deviation=0.98), "data"),
        (features(), features(mean=60.0), "split"),
        (features(mean=3.0, deviation=0.0), features(mean=3.0, deviation=0.0), "data"),  # nothing varies
        (features(), features(feature_mean=np.zeros(3)), "data"),
    ],
)
def test_healthy_twins(x: ArrayFacts, other: ArrayFacts, kind: str) -> None:
    assert not list(RULE.check(validated(x, other, kind)))
