"""Weights that do not learn: fit not called, frozen layers, layers that nothing reaches."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import healthy, healthy_fit, healthy_model
from run_by_hand import healthy_ladder, healthy_predictions, healthy_run, trained

from handsonn.diagnosis.rules.hn038_frozen_weights import RULE
from handsonn.records import Facts, LayerRunFacts, ModelFacts, RunFacts

POOR = healthy_ladder(network_score=0.4)


def frozen(*places: int) -> ModelFacts:
    model = healthy_model()
    layers = [replace(layer, trainable=place not in places) for place, layer in enumerate(model.layers)]
    left = sum(layer.parameters for layer in layers if layer.trainable)
    return replace(model, layers=tuple(layers), trainable_parameters=left)


def still(gradient: float = 0.0) -> RunFacts:
    layers = (
        LayerRunFacts("dense", gradient=gradient, moved=False), LayerRunFacts("dense_1", gradient=0.02)
    )  # fmt: skip
    return healthy_run(layers=layers, predictions=healthy_predictions(score=0.4, held_out_score=0.4))


def test_a_fit_that_was_never_called_is_found_alone() -> None:
    (finding,) = RULE.check(healthy(fit=healthy_fit(called=False), model=frozen(0, 1)))
    assert (finding.cause, finding.confidence) == ("The network is never trained: fit is not called.", 1.0)


@pytest.mark.parametrize(
    ("places", "confidence", "layer"), [((0, 1), 1.0, "dense"), ((1,), 0.9, "dense_1"), ((0,), 0.6, "dense")]
)
def test_frozen_layers_are_found(places: tuple[int, ...], confidence: float, layer: str) -> None:
    (finding,) = RULE.check(trained(model=frozen(*places), ladder=POOR))
    assert (finding.confidence, finding.layer) == (confidence, layer)
    assert finding.changes[0].settings == {"layers": "all"}


def test_most_weights_frozen_are_found_where_no_linear_model_could_be_compared() -> None:
    middling = healthy_ladder(network_score=0.75)
    (finding,) = RULE.check(trained(model=frozen(0), ladder=replace(middling, linear_score=None)))
    assert finding.confidence == 0.6
    assert not list(RULE.check(trained(model=frozen(0), ladder=replace(middling, linear_score=0.75))))


def test_a_layer_that_nothing_reaches_is_found() -> None:
    (finding,) = RULE.check(trained(run=still(), ladder=POOR))
    assert (finding.layer, finding.changes) == ("dense", ())


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        trained(model=frozen(0)),  # a frozen part that serves well, as in transfer learning
        Facts(model=frozen(0)),
        trained(run=still(gradient=0.01), ladder=POOR),  # it has a gradient: the rate may be next to nothing
        trained(run=still()),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
