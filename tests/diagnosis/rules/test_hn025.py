"""Dropout behind the last layer, at rates that leave nothing, or that make training worse than validation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import healthy_model
from run_by_hand import curve, healthy_ladder, healthy_run, trained

from handsonn.diagnosis.rules.hn025_too_much_dropout import RULE
from handsonn.records import Facts, LayerFacts, ModelFacts

WORSE = healthy_run(history={"loss": curve(1.1, 0.9), "val_loss": curve(1.1, 0.5)})


def dropout(rate: float, before: str, name: str = "dropout") -> LayerFacts:
    return LayerFacts(name, "Dropout", settings={"rate": rate}, inbound=(before,))


def between(*rates: float) -> ModelFacts:
    model = healthy_model()
    first, last = model.layers
    layers = [first]
    for place, rate in enumerate(rates):
        layers.append(dropout(rate, layers[-1].name, f"dropout_{place}"))
    return replace(model, layers=(*layers, replace(last, inbound=(layers[-1].name,))))


def behind(rate: float, *more: LayerFacts) -> ModelFacts:
    model = healthy_model()
    return replace(model, layers=(*model.layers, dropout(rate, "dense_1"), *more))


def test_dropout_on_the_answer_is_found_at_any_rate() -> None:
    (finding,) = RULE.check(trained(model=behind(0.2)))
    assert (finding.layer, finding.confidence) == ("dropout", 0.9)
    assert finding.changes[0].settings == {"rate": 0.0, "layer": "dropout"}
    softmax = LayerFacts("softmax", "Softmax", activation="softmax", inbound=("dropout",))
    assert [finding.layer for finding in RULE.check(trained(model=behind(0.5, softmax)))] == ["dropout"]


@pytest.mark.parametrize(
    ("facts", "confidence"),
    [
        (trained(model=between(0.9)), 0.7),
        (trained(model=between(0.9), run=WORSE), 0.85),
        (trained(model=between(0.7), run=WORSE), 0.85),
        (trained(model=between(0.6, 0.6, 0.6), run=WORSE), 0.85),
    ],
)
def test_too_much_of_it_is_found(facts: Facts, confidence: float) -> None:
    (finding,) = RULE.check(facts)
    assert finding.confidence == confidence
    assert finding.changes[0].settings == {"rate": 0.2, "layer": ""}


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        trained(model=between(0.5, 0.5)),
        trained(model=between(0.5), run=WORSE),
        trained(model=between(0.7)),  # high, but training is no worse than validation
        trained(model=between(0.9), ladder=healthy_ladder(network_score=0.97)),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
