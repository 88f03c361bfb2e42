"""An output that cannot reach the targets is found; one that can is not."""

from __future__ import annotations

import pytest
from facts_by_hand import class_numbers, healthy, healthy_data, healthy_model, numbers, one_hot

from handsonn.diagnosis.rules.hn002_bounded_output_for_numbers import RULE
from handsonn.records import ArrayFacts, Facts


def with_output(activation: str, y: ArrayFacts, loss: str = "mean_squared_error") -> Facts:
    model = healthy_model(shape=(1,), activation=activation, loss=loss, metrics=())
    return healthy(model=model, data=healthy_data(y))


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "softmax", "hard_sigmoid"])
def test_prices_cannot_come_out_of_a_bounded_activation(activation: str) -> None:
    (finding,) = RULE.check(with_output(activation, numbers(25.0, 9.0)))
    assert finding.confidence == 1.0
    assert finding.changes[0].settings == {"units": 1, "activation": "linear", "loss": "mean_squared_error"}
    assert "from -2 to 52" in finding.cause


def test_standardised_targets_leave_the_range_of_sigmoid_and_of_tanh() -> None:
    (finding,) = RULE.check(with_output("tanh", numbers(0.0, 1.0)))
    assert finding.confidence == 0.85
    assert "between -1 and 1" in finding.cause


@pytest.mark.parametrize(
    ("activation", "y"),
    [
        ("linear", numbers(25.0, 9.0)),
        ("sigmoid", numbers(0.5, 0.1)),
        ("tanh", numbers(0.0, 0.3)),
        ("sigmoid", numbers(0.5, 0.18)),  # from -0.04 to 1.04: a scaler fitted on other rows
        ("sigmoid", class_numbers(2)),
        ("softmax", one_hot(1)),
        ("", numbers(25.0, 9.0)),  # not known
    ],
)
def test_healthy_twins(activation: str, y: ArrayFacts) -> None:
    assert not list(RULE.check(with_output(activation, y)))


def test_a_cross_entropy_is_another_rules_matter() -> None:
    assert not list(RULE.check(with_output("sigmoid", numbers(25.0, 9.0), "binary_crossentropy")))
