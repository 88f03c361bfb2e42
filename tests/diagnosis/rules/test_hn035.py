"""An optimizer that does not get on, at its own rate and at others."""

from __future__ import annotations

import pytest
from run_by_hand import (
    START,
    curve,
    healthy_ladder,
    healthy_predictions,
    healthy_run,
    trained,
    trials,
    with_optimizer,
)

from handsonn.diagnosis.rules.hn035_unsuited_optimizer import RULE
from handsonn.records import Facts

STUCK = healthy_run(
    history={"loss": curve(START, 1.05)},
    predictions=healthy_predictions(score=0.4, held_out_score=0.4, evaluated_loss=1.05),
)
FLAT = healthy_ladder(network_score=0.4, rates=trials(1.1, 1.1, 1.1, 1.08, 1.0, float("nan"), own=0.01))


@pytest.mark.parametrize("name", ["Adadelta", "Adagrad", "Ftrl"])
def test_optimizers_that_shrink_their_steps_are_found_where_nothing_is_learnt(name: str) -> None:
    (finding,) = RULE.check(trained(model=with_optimizer(name, 0.001), run=STUCK, ladder=None))
    assert finding.cause == (
        f"The optimizer {name} hardly gets on: 640 updates took away 5 % of the loss."
    )  # fmt: skip
    assert finding.changes[0].settings == {"optimizer": "Adam", "learning_rate": 0.001}


def test_plain_descent_is_found_where_no_rate_helps() -> None:
    (finding,) = RULE.check(trained(model=with_optimizer("SGD", 0.01), run=STUCK, ladder=FLAT))
    assert finding.confidence == 0.6


def test_one_that_learns_is_found_where_fifty_steps_at_a_higher_rate_do_more() -> None:
    slow = healthy_run(
        history={"loss": curve(START, 0.5)},
        predictions=healthy_predictions(score=0.7, held_out_score=0.7, evaluated_loss=0.5),
    )
    for best, found in ((0.4, 1), (0.48, 0)):  # 0.5 is not clearly above 0.48
        ladder = healthy_ladder(network_score=0.7, rates=trials(1.1, 1.09, 0.9, best, 1.0, float("nan")))
        facts = trained(model=with_optimizer("Adagrad", 1e-3), run=slow, ladder=ladder)
        assert len(list(RULE.check(facts))) == found
        if found:
            cause = next(iter(RULE.check(facts))).cause
            assert cause.endswith("640 updates end with a higher loss than fifty with the rate 0.01 do.")


@pytest.mark.parametrize(
    "facts",
    [
        trained(),
        trained(run=STUCK, ladder=FLAT),  # Adam
        trained(model=with_optimizer("Adadelta", 0.001)),  # it learns
        trained(model=with_optimizer("Adadelta", 1.0), run=STUCK),
        trained(model=with_optimizer("SGD", 0.01, momentum=0.9), run=STUCK, ladder=FLAT),
        trained(model=with_optimizer("SGD", 0.01), run=STUCK, ladder=None),
    ],
)
def test_healthy_twins(facts: Facts) -> None:
    assert not list(RULE.check(facts))
