"""Sigmoid under a categorical cross-entropy is found; softmax, and sigmoid under the binary one, are not."""

from __future__ import annotations

import pytest
from facts_by_hand import healthy, healthy_data, healthy_model, one_hot, several_labels

from handsonn.diagnosis.rules.hn006_sigmoid_with_categorical_loss import RULE
from handsonn.records import Facts


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
@pytest.mark.parametrize("loss", ["categorical_crossentropy", "sparse_categorical_crossentropy"])
def test_it_is_found_in_the_configuration_alone(activation: str, loss: str) -> None:
    (finding,) = RULE.check(Facts(model=healthy_model(activation=activation, loss=loss)))
    assert finding.changes[0].settings == {"units": 3, "activation": "softmax", "loss": loss}
    assert finding.layer == "dense_1"


def test_several_labels_at_once_keep_sigmoid_and_change_the_loss() -> None:
    model = healthy_model(activation="sigmoid", loss="categorical_crossentropy")
    (finding,) = RULE.check(healthy(model=model, data=healthy_data(several_labels())))
    assert finding.changes[0].settings["loss"] == "binary_crossentropy"


@pytest.mark.parametrize(
    "output",
    [
        {"activation": "softmax"},
        {"activation": "sigmoid", "loss": "binary_crossentropy"},
        {"activation": "sigmoid", "shape": (1,)},
        {"activation": "linear", "from_logits": True},
        {"activation": "sigmoid", "own_loss": True},
    ],
)
def test_healthy_twins(output: dict[str, object]) -> None:
    assert not list(RULE.check(healthy(model=healthy_model(**output), data=healthy_data(one_hot()))))
