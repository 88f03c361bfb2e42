"""A vanishing gradient: many squashing layers, and the first one gets a thousandth of the last one's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import healthy_model
from run_by_hand import healthy_ladder, healthy_run, trained

from handsonn.diagnosis.rules.hn020_vanishing_gradient import RULE
from handsonn.records import Facts, LayerFacts, LayerRunFacts, ModelFacts, RunFacts

POOR = healthy_ladder(network_score=0.4)


def deep(activation: str, count: int = 6) -> ModelFacts:
    model = healthy_model()
    hidden = tuple(LayerFacts(f"h{at}", "Dense", 8, activation, (8,), (8,), 72) for at in range(count))
    return replace(model, layers=(*hidden, model.layers[1]))


def slopes(*sizes: float) -> RunFacts:
    names = [*(f"h{at}" for at in range(len(sizes) - 1)), "dense_1"]
    pairs = zip(names, sizes, strict=True)
    return healthy_run(layers=tuple(LayerRunFacts(name, gradient=size) for name, size in pairs))


VANISHING = slopes(1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1)


def test_it_is_found_with_both_sizes() -> None:
    (finding,) = RULE.check(trained(model=deep("sigmoid"), run=VANISHING, ladder=POOR))
    assert finding.layer == "h0"
    assert finding.evidence == (
        "The gradient of the first layer's weights is 1.0e-07, that of the last layer's 0.1.",
    )
    assert finding.changes[0].settings["initializer"] == "he_normal"


def test_an_activation_in_a_layer_of_its_own_counts() -> None:
    model = healthy_model()
    hidden: list[LayerFacts] = []
    for at in range(6):
        hidden.append(LayerFacts(f"h{at}", "Dense", 8, "linear", (8,), (8,), 72))
        hidden.append(LayerFacts(f"a{at}", "Activation", 0, "tanh", (8,), (8,), inbound=(f"h{at}",)))
    facts = trained(model=replace(model, layers=(*hidden, model.layers[1])), run=VANISHING, ladder=POOR)
    assert [finding.layer for finding in RULE.check(facts)] == ["h0"]


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        trained(model=deep("relu"), run=VANISHING, ladder=POOR),
        trained(model=deep("sigmoid"), run=slopes(*[0.01] * 7), ladder=POOR),
        trained(model=deep("sigmoid"), run=slopes(*[0.0] * 7), ladder=POOR),  # not known
        trained(model=deep("tanh", 2), run=slopes(1e-6, 1e-3, 0.1), ladder=POOR),
        trained(model=deep("sigmoid"), run=VANISHING, ladder=healthy_ladder(network_score=0.98)),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
