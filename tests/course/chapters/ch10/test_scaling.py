"""What the lab about scaling teaches, on its own seeds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from handsonn.course.chapters.ch10_neural_networks.experiments.loss_bowl import loss_bowl
from handsonn.course.chapters.ch10_neural_networks.experiments.paired_difference import paired_difference
from handsonn.course.chapters.ch10_neural_networks.labs import scaling
from handsonn.course.live import Outcome
from handsonn.course.live.quiet_watch import QuietWatch
from handsonn.errors import UsageError


def curves(**settings: Any) -> Outcome:
    chosen = {"data": "wine", "optimizer": "adam", "learning_rate": 0.01, "epochs": 40, **settings}
    return scaling.compare_scalers(chosen, QuietWatch())


def leak(**settings: Any) -> Outcome:
    return scaling.leak(
        {"data": "wine", "scaler": "minmax", "case": "alike", "count": 20, **settings}, QuietWatch()
    )


@pytest.fixture(scope="module")
def adam() -> Outcome:
    return curves()


def test_each_scaler_beats_raw_values_in_every_seed(adam: Outcome) -> None:
    gives = {name: np.array(values) for name, values in adam.keras_gives.items()}
    assert gives["standard"].max() < gives["none"].min()
    assert gives["minmax"].max() < gives["none"].min()
    assert len(adam.seeds) == len(gives["none"]) == 5


def test_the_layer_and_the_scaler_are_the_same_arithmetic(adam: Outcome) -> None:
    np.testing.assert_allclose(adam.keras_gives["layer"], adam.keras_gives["standard"], rtol=1e-4)
    assert adam.facts["apart"] < 1e-4


def test_raw_wines_throw_sgd_back_to_guessing() -> None:
    outcome = curves(optimizer="sgd")
    assert outcome.answer == 2
    assert outcome.facts["loss_none"] == pytest.approx(outcome.facts["guessing"], rel=0.05)
    assert outcome.facts["loss_standard"] < outcome.facts["loss_none"] / 2


def test_after_the_jump_every_relu_unit_gives_zero_for_every_wine() -> None:
    x, y = scaling.split_of("wine").train
    for model in scaling.networks("wine", "none", "sgd").first_models(x, y):
        assert np.asarray(model.layers[0](x)).max() > 0
    trained = scaling.networks("wine", "none", "sgd").train(x, y, epochs=40, learning_rate=0.01)
    for model in trained.models:
        assert np.asarray(model.layers[0](x)).max() == 0


def test_the_prediction_is_not_decided_by_another_optimizer(adam: Outcome) -> None:
    assert adam.answer is None


def test_with_almost_no_learning_the_page_says_another_thing_than_with_much() -> None:
    few = curves(optimizer="sgd", learning_rate=1e-6, epochs=5)
    assert "diverges beyond" in few.notice[1]
    assert few.facts["loss_none"] > few.facts["loss_standard"]


@pytest.mark.parametrize("data", ["wine", "breast_cancer"])
def test_scaling_makes_the_bowl_rounder_by_orders_of_magnitude(data: str) -> None:
    raw, minmax, standard = (
        loss_bowl(scaling.scaled(data, scaler)[0])[0] for scaler in ("none", "minmax", "standard")
    )
    assert raw > 1000 * minmax
    assert minmax > standard


def test_the_bowl_of_one_feature_is_known_by_hand() -> None:
    # x = -a, a: the bowl is (2/n) diag(2 a^2, 2) = diag(2 a^2, 2), so condition a^2 and 2 / (2 a^2)
    condition, rate = loss_bowl(np.array([[-3.0], [3.0]]))
    assert condition == pytest.approx(9)
    assert rate == pytest.approx(1 / 9)


@pytest.mark.parametrize(("factor", "converges"), [(0.98, True), (1.02, False)])
def test_descent_on_a_linear_layer_diverges_beyond_the_rate_that_is_shown(
    factor: float, converges: bool
) -> None:
    x = scaling.scaled("wine", "standard")[0].astype(float)
    with_bias, y = np.column_stack([x, np.ones(len(x))]), scaling.split_of("wine").train.y
    weights = np.zeros(with_bias.shape[1])
    errors = []
    for _ in range(2000):
        residuals = with_bias @ weights - y
        errors.append(np.mean(residuals**2))
        weights -= factor * loss_bowl(x)[1] * 2 / len(x) * with_bias.T @ residuals
    assert (errors[-1] < errors[0]) == converges


def test_a_leak_among_rows_drawn_alike_cannot_be_told_from_none() -> None:
    outcome = leak()
    assert outcome.facts["low"] < 0 < outcome.facts["high"]
    assert "cannot be told" in outcome.notice[1]
    assert outcome.answer is None


def test_a_shift_that_the_scaler_has_seen_makes_the_score_far_too_high() -> None:
    outcome = leak(scaler="standard", case="shifted")
    assert outcome.answer == 1
    assert outcome.facts["low"] > 0.1


def test_one_outlier_that_the_scaler_has_seen_spoils_the_training() -> None:
    outcome = leak(case="one outlier")
    assert outcome.facts["high"] < -0.3
    assert "lower" in outcome.notice[1]


def test_with_ten_training_rows_a_small_leak_shows() -> None:
    outcome = leak(data="breast_cancer", count=10)
    assert outcome.facts["low"] > 0
    assert outcome.facts["difference"] < 0.1


def test_new_values_lie_outside_as_often_as_two_in_rows_plus_one() -> None:
    for count in scaling.COUNTS:
        values, rows = scaling.outside_shares("wine", count)
        assert values.mean() == pytest.approx(2 / (count + 1), rel=0.2)
        assert (rows >= values).all()


def test_most_new_wines_have_a_value_outside_and_the_accuracy_does_not_mind() -> None:
    outcome = scaling.outside({"data": "wine", "count": 20, "clip": False}, QuietWatch())
    assert outcome.answer == 3
    assert abs(outcome.facts["kept"] - outcome.facts["clipped"]) < 0.02
    assert len(outcome.seeds) == 20


def test_a_paired_difference_is_students_interval() -> None:
    compared = paired_difference([3.0, 5.0], [2.0, 2.0])  # differences 1 and 3
    assert compared.mean == 2
    assert compared.high - compared.mean == pytest.approx(12.7062, rel=1e-4)  # t(1) times sqrt(2)/sqrt(2)
    assert not compared.told_apart
    assert paired_difference([2.0, 2.0], [1.0, 1.0]).told_apart


@pytest.mark.parametrize(("one", "other"), [([1.0], [2.0]), ([1.0, 2.0], [1.0])])
def test_scores_without_partners_are_refused(one: list[float], other: list[float]) -> None:
    with pytest.raises(UsageError, match="make no pairs"):
        paired_difference(one, other)
