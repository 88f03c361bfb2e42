"""A ReLU output for negative targets is found; for positive ones it is not."""

from __future__ import annotations

import pytest
from facts_by_hand import healthy, healthy_data, healthy_model, numbers

from handsonn.diagnosis.rules.hn018_relu_for_negative_targets import RULE
from handsonn.records import ArrayFacts, Facts


def ending_with(activation: str, y: ArrayFacts) -> Facts:
    model = healthy_model(shape=(1,), activation=activation, loss="mean_squared_error", metrics=())
    return healthy(model=model, data=healthy_data(y))


@pytest.mark.parametrize("activation", ["relu", "softplus", "exponential"])
def test_standardised_targets_are_half_below_zero(activation: str) -> None:
    (finding,) = RULE.check(ending_with(activation, numbers()))
    assert (finding.confidence, finding.changes[0].settings["activation"]) == (1.0, "linear")
    assert finding.cause.startswith("Targets go down to -3")


def test_a_few_targets_below_zero_weigh_less() -> None:
    (finding,) = RULE.check(ending_with("relu", numbers(10.0, 4.0)))
    assert finding.confidence == 0.7


def test_healthy_twins() -> None:
    assert not list(RULE.check(ending_with("relu", numbers(20.0, 5.0))))
    assert not list(RULE.check(ending_with("linear", numbers())))
    assert not list(RULE.check(ending_with("leaky_relu", numbers())))
