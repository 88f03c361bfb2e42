"""A layer that is too narrow: not even sixteen samples can be learnt by heart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import healthy_model
from run_by_hand import healthy_ladder, healthy_predictions, healthy_run, trained

from handsonn.diagnosis.rules.hn013_too_narrow import RULE
from handsonn.records import Facts, LayerFacts, ModelFacts

UNABLE = healthy_ladder(network_score=0.5, few_samples_score=0.6)
POOR = healthy_run(predictions=healthy_predictions(held_out_score=0.5))


def narrow(units: int, *more: LayerFacts) -> ModelFacts:
    model = healthy_model()
    first, last = model.layers
    return replace(model, layers=(replace(first, units=units, output_shape=(units,)), *more, last))


@pytest.mark.parametrize(("units", "confidence"), [(1, 0.85), (2, 0.85), (4, 0.6)])
def test_the_narrow_layer_is_named(units: int, confidence: float) -> None:
    (finding,) = RULE.check(trained(model=narrow(units), ladder=UNABLE, run=POOR))
    assert (finding.layer, finding.confidence) == ("dense", confidence)
    assert finding.changes[0].settings == {"layer": "dense", "units": 16}


def test_one_number_for_three_classes_is_found_though_sixteen_samples_can_be_learnt() -> None:
    (finding,) = RULE.check(trained(model=narrow(1), run=POOR, ladder=healthy_ladder(network_score=0.7)))
    assert (finding.severity, finding.layer) == ("warning", "dense")
    first, last = narrow(1).layers
    around = replace(narrow(1), layers=(first, replace(last, inbound=("dense", "dense"))))
    assert not list(RULE.check(trained(model=around, run=POOR, ladder=healthy_ladder(network_score=0.7))))


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        trained(model=narrow(2)),  # it can learn 16 samples by heart
        trained(model=narrow(16), ladder=UNABLE, run=POOR),  # it cannot, but not for being narrow
        trained(model=narrow(2, LayerFacts("dropout", "Dropout", settings={"rate": 0.6})), ladder=UNABLE),
        trained(model=replace(healthy_model(), layers=healthy_model().layers[1:]), ladder=UNABLE, run=POOR),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
