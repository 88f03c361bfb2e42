"""Every rule takes any facts, and a healthy training with all its facts gives no finding at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from facts_by_hand import healthy, healthy_data, healthy_fit, healthy_model, numbers
from hypothesis import given, settings
from hypothesis import strategies as st
from run_by_hand import healthy_ladder, healthy_predictions, healthy_run, trained, with_optimizer

from handsonn.diagnosis.registry import rules
from handsonn.records import (
    Facts,
    LadderFacts,
    LayerFacts,
    LayerRunFacts,
    PredictionFacts,
    RateTrial,
    RunFacts,
)

FLOATS = st.floats(allow_nan=True, allow_infinity=True)
SHARES = st.floats(0.0, 1.0)
MAYBE = st.one_of(st.none(), FLOATS)
CURVES = st.lists(FLOATS, max_size=12).map(tuple)
RATES = st.lists(st.builds(RateTrial, st.sampled_from([1e-4, 1e-3, 1e-2, 0.1]), FLOATS, FLOATS), max_size=6)
LADDERS = st.builds(
    LadderFacts, st.just("accuracy"), MAYBE, MAYBE, MAYBE, RATES.map(tuple), MAYBE, MAYBE, MAYBE, MAYBE, MAYBE
)
PREDICTIONS = st.builds(
    PredictionFacts, st.booleans(), FLOATS, FLOATS, st.just({}), st.just({}), st.just("accuracy"), MAYBE,
    MAYBE, MAYBE, MAYBE, FLOATS,
)  # fmt: skip
LAYER_RUNS = st.builds(
    LayerRunFacts, st.sampled_from(["dense", "dense_1"]), SHARES, SHARES, SHARES, FLOATS, FLOATS, FLOATS,
    st.booleans(),
)  # fmt: skip
RUNS = st.builds(
    RunFacts, st.dictionaries(st.sampled_from(["loss", "val_loss", "val_accuracy"]), CURVES), MAYBE, MAYBE,
    st.lists(LAYER_RUNS, max_size=2).map(tuple), st.one_of(st.none(), PREDICTIONS),
)  # fmt: skip
SETTINGS = st.dictionaries(
    st.sampled_from(["rate", "momentum", "kernel_initializer", "kernel_regularizer"]),
    st.one_of(
        st.sampled_from(["zeros", "l2(0.1)", "l1_l2(1.0, 2.0)", "l2(x)", "random_normal(stddev=1e", "l2()"]),
        st.floats(-1, 2), st.integers(-3, 300), st.none(),
    ),
)  # fmt: skip
LAYERS = st.builds(
    LayerFacts, st.sampled_from(["dense", "dense_1"]),
    st.sampled_from(["Dense", "Dropout", "BatchNormalization", "Conv2D", "LSTM"]), st.integers(0, 40),
    st.sampled_from(["relu", "sigmoid", ""]), st.sampled_from([(), (8,), (None, 3)]), st.just(()),
    st.integers(0, 99), st.booleans(), SETTINGS,
    st.sampled_from([(), ("dense",), ("dense_1",), ("dense", "dense_1")]),
)  # fmt: skip


@st.composite
def any_facts(draw: Any) -> Facts:
    model = draw(st.sampled_from([healthy_model(), with_optimizer("SGD", 1e-3), with_optimizer("Adadelta")]))
    layers = draw(st.one_of(st.just(model.layers), st.lists(LAYERS, max_size=4).map(tuple)))
    trainable = draw(st.sampled_from([0, 1, model.parameters]))
    optimizer = draw(st.sampled_from([model.optimizer, None]))
    outputs = draw(st.sampled_from([model.outputs, ()]))
    return Facts(
        model=replace(
            model, layers=layers, trainable_parameters=trainable, optimizer=optimizer, outputs=outputs
        ),
        data=draw(st.sampled_from([None, healthy_data(), healthy_data(numbers())])),
        fit=draw(st.sampled_from([None, healthy_fit(), healthy_fit(steps=0, batch_size=1, epochs=1)])),
        run=draw(st.one_of(st.none(), RUNS)),
        ladder=draw(st.one_of(st.none(), LADDERS)),
    )


@settings(max_examples=300)
@given(any_facts())
def test_no_facts_bring_a_rule_to_fall(facts: Facts) -> None:
    for rule in rules():
        if rule.can_judge(facts):
            for finding in rule.check(facts):
                assert finding.cause.endswith(".")
                assert 0.0 < finding.confidence <= 1.0


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        trained(ladder=None),
        trained(run=healthy_run(history={})),
        trained(run=healthy_run(layers=(), predictions=None)),
        trained(ladder=LadderFacts()),
        trained(
            model=with_optimizer("SGD", 0.01),
            ladder=healthy_ladder(rates=()),
            run=healthy_run(predictions=healthy_predictions(score=0.99, held_out_score=0.97)),
        ),
        healthy(),
    ],
)
def test_a_healthy_training_gives_no_finding(facts: Facts) -> None:
    found = [finding for rule in rules() if rule.can_judge(facts) for finding in rule.check(facts)]
    assert found == []
