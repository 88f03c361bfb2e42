"""Errors of stateful layers are told; others are not."""

from __future__ import annotations

import pytest
from facts_by_hand import dense, healthy, model_of, raising

from handsonn.diagnosis.rules.hn045_stateful_without_batch import RULE
from handsonn.records import Facts, LayerFacts

SCOPE = "You are attempting to create a variable while in a stateless scope. This is disallowed."
MODEL = model_of(LayerFacts("lstm", "LSTM", 4, settings={"stateful": True}), dense("last", 1, "linear", (4,)))


@pytest.mark.parametrize(
    ("message", "remedy"),
    [
        (
            (
                "When using `stateful=True` in a RNN, the batch size must be static. Found dynamic batch "
                "size: sequence.shape=(None, 4, 1)"
            ),
            "keras.Input(batch_shape=(batch, steps, features))",
        ),
        (
            (
                "Exception encountered when calling LSTM.call().\n\nIf an RNN is stateful, the batch size "
                "of the input sequences must be the same as the batch size of the initial state."
            ),
            "a number of samples that the batch size divides",
        ),
        (SCOPE, "keras.Input(batch_shape="),
    ],
)
def test_each_of_its_words(message: str, remedy: str) -> None:
    (finding,) = RULE.check(Facts(model=MODEL, raised=raising(message)))
    assert remedy in finding.remedy
    assert finding.layer == "lstm"


def test_healthy_twins() -> None:
    assert not list(RULE.check(Facts(model=MODEL)))
    assert not list(RULE.check(healthy(raised=raising(SCOPE))))  # none of its layers is stateful
