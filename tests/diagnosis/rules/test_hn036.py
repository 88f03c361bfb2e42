"""A missing Flatten and doubled activations are found; answers for each step, where wanted, are not."""

from __future__ import annotations

import pytest
from facts_by_hand import (
    class_numbers,
    dense,
    healthy,
    healthy_data,
    healthy_model,
    images,
    model_of,
    one_hot,
    raising,
    several_labels,
)

from handsonn.diagnosis.rules.hn036_missing_or_doubled_layer import RULE
from handsonn.records import Facts, LayerFacts, ModelFacts

CONV = LayerFacts("conv", "Conv2D", 4, "relu", (28, 28, 1), (26, 26, 4), 40)
WIDE = model_of(CONV, dense("dense", 16, "relu", (26, 26, 4)), dense("last", 3, "softmax", (26, 26, 16)))
FLAT = model_of(CONV, LayerFacts("flat", "Flatten"), dense("last", 3, "softmax", (2704,)))


def test_a_flatten_belongs_before_the_first_dense() -> None:
    said = raising("Incompatible shapes for broadcasting: shapes=[(32,), (32, 26, 26)]")
    (finding,) = RULE.check(healthy(model=WIDE, data=healthy_data(class_numbers(3), images()), raised=said))
    assert finding.changes[0].settings == {"kind": "Flatten", "before": "dense"}
    assert "(26, 26, 3)" in finding.cause
    assert "Incompatible shapes" in finding.evidence[-1]


def test_one_hot_rows_are_one_label_for_each_sample_too() -> None:
    assert list(RULE.check(healthy(model=WIDE, data=healthy_data(one_hot(), images()))))
    assert list(RULE.check(healthy(model=WIDE, data=healthy_data(several_labels(), images()))))


def test_the_last_recurrent_layer_returns_every_step() -> None:
    lstm = LayerFacts("lstm", "LSTM", 8, "tanh", (10, 1), (10, 8), 320, settings={"return_sequences": True})
    model = model_of(lstm, dense("last", 1, "linear", (10, 8)), loss="mean_squared_error")
    (finding,) = RULE.check(healthy(model=model))
    assert "return_sequences=True" in finding.remedy


@pytest.mark.parametrize(
    ("before", "last", "severity"),
    [("softmax", "softmax", "warning"), ("sigmoid", "softmax", "warning"), ("relu", "sigmoid", "error")],
)
def test_two_activations_after_each_other(before: str, last: str, severity: str) -> None:
    (finding,) = RULE.check(Facts(model=healthy_model(before=before, activation=last)))
    assert (finding.severity, finding.changes[0].settings["activation"]) == (severity, "linear")


def test_from_logits_applies_softmax_again() -> None:
    (finding,) = RULE.check(Facts(model=healthy_model(from_logits=True)))
    assert finding.changes[0].settings == {"loss": "sparse_categorical_crossentropy", "from_logits": False}


@pytest.mark.parametrize(
    ("model", "labels"),
    [
        (FLAT, class_numbers(3)),
        (WIDE, one_hot(3, shape=(1000, 26, 26, 3), one_hot=False)),  # a class for each pixel
        (healthy_model(shape=(1, 1, 3)), class_numbers(3)),
        (healthy_model(before="elu"), class_numbers(3)),
        (healthy_model(activation="linear", from_logits=True), class_numbers(3)),
        (healthy_model(activation="relu", before="softmax"), class_numbers(3)),
    ],
)
def test_healthy_twins(model: ModelFacts, labels: object) -> None:
    assert not list(RULE.check(healthy(model=model, data=healthy_data(labels))))
