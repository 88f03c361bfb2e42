"""Averages that have not settled: low training loss, high evaluated loss on the same samples."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import healthy_fit, healthy_model
from run_by_hand import healthy_predictions, healthy_run, trained

from handsonn.diagnosis.rules.hn037_unsettled_batch_norm import RULE
from handsonn.records import Facts, LayerFacts, ModelFacts

APART = healthy_run(
    history={"loss": (0.9, 0.5, 0.2)}, predictions=healthy_predictions(training_loss=0.2, evaluated_loss=2.0)
)


def normalised(momentum: float = 0.99) -> ModelFacts:
    model = healthy_model()
    layer = LayerFacts("norm", "BatchNormalization", 16, settings={"momentum": momentum})
    return replace(model, layers=(model.layers[0], layer, model.layers[1]))


def test_it_is_found_with_what_is_left_of_the_beginning() -> None:
    (finding,) = RULE.check(trained(model=normalised(), run=APART))
    assert finding.evidence[0].endswith("0.2 in training and 2 when evaluated.")
    assert finding.evidence[1] == "With momentum=0.99, 38 % of the first averages is left after 96 updates."
    assert finding.changes[0].settings == {"momentum": 0.9}


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        trained(model=normalised()),  # both losses are the same
        trained(run=APART),  # no BatchNormalization
        trained(model=normalised(0.5), run=APART),  # settled long ago
        trained(model=normalised(), run=APART, fit=healthy_fit(steps=1000)),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
