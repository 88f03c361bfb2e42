"""Linear outputs under a cross-entropy are found, unless it knows of them."""

from __future__ import annotations

import pytest
from facts_by_hand import healthy, healthy_data, healthy_model, numbers

from handsonn.diagnosis.rules.hn017_raw_outputs_with_cross_entropy import RULE
from handsonn.records import Facts


@pytest.mark.parametrize(
    ("loss", "activation"),
    [
        ("binary_crossentropy", "sigmoid"),
        ("categorical_crossentropy", "softmax"),
        ("sparse_categorical_crossentropy", "softmax"),
    ],
)
def test_an_activation_or_from_logits_is_missing(loss: str, activation: str) -> None:
    (finding,) = RULE.check(Facts(model=healthy_model(activation="linear", loss=loss)))
    assert finding.changes[0].settings["activation"] == activation
    assert finding.changes[1].settings == {"loss": loss, "from_logits": True}


def test_numbers_need_another_loss() -> None:
    model = healthy_model(shape=(1,), activation="linear", loss="binary_crossentropy")
    (finding,) = RULE.check(healthy(model=model, data=healthy_data(numbers())))
    assert finding.changes[0].settings["loss"] == "mean_squared_error"


@pytest.mark.parametrize(
    "output",
    [
        {},
        {"activation": "linear", "from_logits": True},
        {"activation": "linear", "loss": "mean_squared_error"},
        {"activation": ""},
        {"activation": "linear", "own_loss": True},
    ],
)
def test_healthy_twins(output: dict[str, object]) -> None:
    assert not list(RULE.check(Facts(model=healthy_model(**output))))
