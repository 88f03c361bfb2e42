"""First weights that are all alike, or many times too large."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import healthy_model
from run_by_hand import START, healthy_predictions, healthy_run, trained

from handsonn.diagnosis.rules.hn034_bad_first_weights import RULE
from handsonn.records import Facts, LayerRunFacts, ModelFacts


def begun(word: str, *, place: int = 0, kind: str = "Dense", inputs: int = 50) -> ModelFacts:
    model = healthy_model()
    layers = list(model.layers)
    settings = {"kernel_initializer": word}
    layers[place] = replace(layers[place], settings=settings, kind=kind, input_shape=(inputs,))
    return replace(model, layers=tuple(layers))


@pytest.mark.parametrize("word", ["zeros", "ones", "constant(value=0.1)", "random_normal(stddev=0.0)"])
def test_units_that_begin_alike_are_found(word: str) -> None:
    (finding,) = RULE.check(Facts(model=begun(word)))
    assert (finding.layer, finding.confidence) == ("dense", 0.95)
    assert finding.changes[0].settings == {"kernel": "glorot_uniform", "bias": "zeros"}


def test_weights_that_are_far_too_large_are_found_with_how_many_times() -> None:
    (finding,) = RULE.check(Facts(model=begun("random_normal(stddev=5.0)")))
    assert finding.evidence[0].endswith("for 50 inputs that is 25 times he_normal's size.")
    assert finding.confidence == 0.6
    (finding,) = RULE.check(Facts(model=begun("random_uniform(minval=-10.0, maxval=10.0)")))
    assert "29 times" in finding.evidence[0]


def test_a_loss_far_above_that_of_knowing_nothing_confirms_it() -> None:
    poor = healthy_predictions(held_out_score=0.5)
    high = healthy_run(loss_at_start=20.0, expected_at_start=START, predictions=poor)
    (finding,) = RULE.check(trained(model=begun("random_normal(stddev=1.0)"), run=high))
    assert (finding.confidence, len(finding.evidence)) == (0.85, 2)
    saturated = healthy_run(layers=(LayerRunFacts("dense", saturated=0.9),), predictions=poor)
    assert len(list(RULE.check(trained(model=begun("random_normal(stddev=1.0)"), run=saturated)))) == 1


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        Facts(model=begun("zeros", place=1)),  # the last layer may begin with zeros
        Facts(model=begun("zeros", kind="LSTM")),  # its recurrent weights differ
        Facts(model=begun("glorot_uniform")), Facts(model=begun("random_normal")),
        Facts(model=begun("random_normal(stddev=0.1)")), Facts(model=begun("own_weights")),
        trained(model=begun("random_normal(stddev=1.0)")),  # 5 times, and no harm seen
    ],
)  # fmt: skip
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
