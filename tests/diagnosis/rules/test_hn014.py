"""Hidden layers without an activation are found, unless something between them bends or linear is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import dense, features, healthy, healthy_data, model_of

from handsonn.diagnosis.rules.hn014_no_hidden_activation import RULE
from handsonn.records import Facts, LayerFacts, ModelFacts

FIRST = dense("first", 16, "linear", (8,))
SECOND = dense("second", 16, "linear", (16,))
LAST = dense("last", 3, "softmax", (16,))


def test_it_names_the_layers() -> None:
    (finding,) = RULE.check(Facts(model=model_of(FIRST, SECOND, LAST)))
    assert "the 3 layers together" in finding.cause
    assert finding.evidence == ("The hidden layers 'first' and 'second' are linear.",)
    assert finding.changes[0].settings == {"layers": "hidden", "activation": "relu", "initializer": ""}


def test_layers_without_weights_do_not_hide_it() -> None:
    between = (LayerFacts("drop", "Dropout"), LayerFacts("norm", "BatchNormalization"))
    assert list(RULE.check(Facts(model=model_of(FIRST, *between, LAST))))


@pytest.mark.parametrize(
    "model",
    [
        model_of(LAST),
        model_of(dense("first", 16, "relu", (8,)), LAST),
        model_of(FIRST, dense("second", 16, "relu", (16,)), LAST),
        model_of(FIRST, LayerFacts("bend", "Activation", activation="relu"), LAST),
        model_of(FIRST, LayerFacts("mine", "MyLayer"), LAST),
        model_of(LayerFacts("lstm", "LSTM", 8, "tanh"), FIRST, LAST),
        model_of(LayerFacts("conv", "Conv2D", 8, "linear"), LayerFacts("pool", "MaxPooling2D"), LAST),
        replace(model_of(FIRST, LAST), kind="subclass"),
    ],
)
def test_healthy_twins(model: ModelFacts) -> None:
    assert not list(RULE.check(Facts(model=model)))


def test_a_linear_autoencoder_is_meant_so() -> None:
    model = model_of(dense("code", 2, "linear", (8,)), dense("again", 8, "linear", (2,)))
    assert not list(RULE.check(healthy(model=model, data=healthy_data(features("y")))))
