"""What the lab about scaling teaches, on its own seeds."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from handsonn.course.chapters.ch10_neural_networks.experiments.loss_bowl import loss_bowl
from handsonn.course.chapters.ch10_neural_networks.experiments.new_rows import fresh_rows_of, rows_of
from handsonn.course.chapters.ch10_neural_networks.experiments.paired_difference import (
    paired_difference,
    shown_difference,
    signed,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.scaling_words import (
    by_guessing,
    notice_of_leak,
    notice_of_scalers,
    rounded,
)
from handsonn.course.chapters.ch10_neural_networks.labs import scaling
from handsonn.course.live import Outcome
from handsonn.course.live.quiet_watch import QuietWatch
from handsonn.course.pictures import Curves
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


def test_a_rate_at_which_nothing_moves_is_not_sold_as_a_success() -> None:
    few = curves(optimizer="sgd", learning_rate=1e-6, epochs=5)
    assert few.facts["loss_standard"] > few.facts["guessing"]
    assert "With StandardScaler the loss has hardly moved" in few.notice[1]
    assert "diverges beyond" in few.notice[2]


def test_min_max_scaled_wines_have_learnt_little_with_sgd_and_all_have_learnt_with_adam(
    adam: Outcome,
) -> None:
    said = curves(optimizer="sgd").notice[1]
    assert "With MinMaxScaler the loss has come only a part of the way" in said
    assert "condition number" in adam.notice[1]  # no scaling is left behind


def test_a_high_loss_is_no_word_on_learning_and_stands_beside_the_accuracy() -> None:
    outcome = curves(optimizer="sgd", epochs=100)
    assert outcome.facts["loss_minmax"] > 0.6 * outcome.facts["guessing"]
    assert outcome.facts["accuracy_minmax"] > 0.8  # and yet it names most wines right
    assert (
        "it began at 1.09 and is 0.681; validation accuracy 86.1% (over the seeds 75.0% to 94.4%)"
        in (outcome.notice[1])
    )
    assert "Always naming the commonest class has an accuracy of 38.9%." in outcome.notice[1]
    assert "learnt" not in outcome.notice[1]
    assert "frequencies has a loss of 1.08." in outcome.notice[0]


def test_guessing_is_known_by_hand() -> None:
    loss, accuracy = by_guessing(np.array([0, 0, 0, 1]), np.array([0, 1]))
    assert loss == pytest.approx(-0.75 * np.log(0.75) - 0.25 * np.log(0.25))
    assert accuracy == 0.5
    assert by_guessing(np.array([0, 2]), np.array([0, 2]))[0] == pytest.approx(np.log(2))  # no label 1


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        pytest.param(
            34.7, "the loss is worse than that of guessing: it began at 147 and is 34.7", id="far above"
        ),
        pytest.param(
            1.09, "the loss is about that of guessing: it began at 147 and is 1.09", id="at guessing"
        ),
        pytest.param(np.nan, "the loss is no longer a number.", id="diverged"),
    ],
)
def test_a_loss_above_guessing_is_not_called_as_good_as_guessing(raw: float, words: str) -> None:
    losses = {
        "none": (np.full(5, 147.0), np.full(5, raw)),
        **dict.fromkeys(("minmax", "standard"), (np.full(5, 1.1), np.full(5, 0.1))),
    }
    bowls = dict.fromkeys(("none", "minmax", "standard"), (70.0, 0.2))
    accuracy = dict.fromkeys(losses, np.full(5, 0.4))
    notice = notice_of_scalers(40, losses, accuracy, bowls, (1.08, 0.4), apart=0)
    assert words in notice[1]
    assert "From every seed, the loss is higher with raw values" in notice[0]


def test_the_curves_lie_on_each_other_only_where_that_was_measured(adam: Outcome) -> None:
    assert re.search(
        r"differ by at most 0\.000\d+% in any epoch, so their curves lie on each", adam.notice[-1]
    )
    losses = dict.fromkeys(("none", "minmax", "standard"), (np.ones(5), np.full(5, 0.1)))
    bowls = dict.fromkeys(losses, (70.0, 0.2))
    for apart, words in ((0.02, "difference of up to 2% of the loss"), (np.nan, "no longer numbers")):
        said = notice_of_scalers(
            40, losses, dict.fromkeys(losses, np.ones(5)), bowls, (1.08, 0.4), apart=apart
        )[-1]
        assert words in said
        assert "lie on each other" not in said


def test_losses_are_judged_seed_by_seed() -> None:
    low, high = np.array([0.1, 0.4]), np.array([0.2, 0.5])  # the ranges overlap
    mixed = {"none": (high, np.array([0.2, 0.3])), "minmax": (high, low), "standard": (high, low)}
    paired = {**mixed, "none": (high, high)}
    bowls, accuracy = dict.fromkeys(mixed, (70.0, 0.2)), dict.fromkeys(mixed, high)
    every, some = (
        notice_of_scalers(40, losses, accuracy, bowls, (9.0, 0.4), apart=0)[0] for losses in (paired, mixed)
    )
    assert "From every seed, the loss is higher with raw values than with standardised ones." in every
    assert "cannot be told apart here: the loss is lower with raw values from 1 of 2 seeds" in some


def test_a_wild_first_epoch_does_not_stretch_the_axis_of_the_loss(adam: Outcome) -> None:
    picture = adam.pictures["curves"]
    assert isinstance(picture, Curves)
    assert picture.y.high == pytest.approx(2 * adam.facts["guessing"])
    assert "leave the picture" in picture.caption


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


def test_a_leak_among_rows_drawn_alike_is_too_small_to_speak_of() -> None:
    outcome = leak()
    assert outcome.facts["low"] < 0 < outcome.facts["high"]
    assert abs(outcome.facts["difference"]) < 0.01
    assert "nothing is claimed" in outcome.notice[2]
    assert outcome.answer is None


def test_a_scaler_that_has_seen_a_shift_has_adapted_and_fresh_rows_keep_its_promise() -> None:
    outcome = leak(scaler="standard", case="shifted")
    assert outcome.facts["low"] > 0  # higher in each of the 20 splits
    assert outcome.facts["leaked"] > outcome.facts["honest"] + 0.25
    assert outcome.facts["fresh"] == pytest.approx(outcome.facts["leaked"], abs=0.02)
    assert outcome.answer == 1
    assert "the promise is kept" in outcome.notice[1]
    assert "from -13.7 to +16.6, higher in 7 and lower in 13)" in outcome.notice[1]  # both sides are counted
    assert "adapted" in outcome.notice[2]


def test_a_leak_that_raises_the_score_in_18_of_20_splits_is_not_claimed_for_all() -> None:
    outcome = leak(scaler="standard", case="shifted", count=10)
    assert outcome.facts["difference"] > 0.25
    assert "The leak raised the score in 18 and lowered it in 2 of 20 splits" in outcome.notice[2]
    assert "not the same way in all of them: nothing is claimed of it" in outcome.notice[2]


def test_one_outlier_that_the_scaler_has_seen_spoils_the_training() -> None:
    outcome = leak(case="one outlier")
    assert outcome.facts["high"] < -0.3
    assert outcome.facts["fresh"] == pytest.approx(outcome.facts["leaked"], abs=0.05)
    assert "spoilt" in outcome.notice[2]


def test_no_leak_on_the_page_is_called_a_false_promise_where_fresh_rows_keep_to_it() -> None:
    for settings in ({"data": "breast_cancer", "count": 10}, {"case": "shifted"}):
        outcome = leak(**settings)
        assert "the promise is kept" in outcome.notice[1] or "no clear difference" in outcome.notice[1]
        assert "too high" not in outcome.notice[1]
        assert "nothing is claimed" in outcome.notice[2]


def test_fresh_rows_are_neither_training_rows_nor_seen_by_a_scaler() -> None:
    train, new = rows_of("wine", 20, 3)
    fresh = fresh_rows_of("wine", 20, 3)
    assert len(fresh) == 178 - 20 - 60
    assert len({*train, *new, *fresh}) == 178


def test_a_score_that_fresh_rows_do_not_keep_is_called_too_high() -> None:
    said = notice_of_leak(
        "alike", 20, 60, {"honest": [0.5] * 20, "leaked": [0.8] * 20, "fresh": [0.6] * 20}, 98
    )
    assert "too high" in said[1]
    assert "from +20.0 to +20.0, higher in 20" in said[1]


def test_new_values_lie_outside_as_often_as_two_in_rows_plus_one() -> None:
    for count in scaling.COUNTS:
        values, rows = scaling.outside_shares("wine", count, scaling.SPLITS)
        assert values.mean() == pytest.approx(2 / (count + 1), rel=0.2)
        assert (rows >= values).all()


def test_most_new_wines_have_a_value_outside_and_the_accuracy_does_not_mind() -> None:
    outcome = scaling.outside({"data": "wine", "count": 20, "clip": False}, QuietWatch())
    assert outcome.answer == 3
    assert abs(outcome.facts["kept"] - outcome.facts["clipped"]) < 0.02
    assert len(outcome.seeds) == 20


def test_a_paired_difference_counts_the_pairs_on_each_side() -> None:
    compared = paired_difference([0.53, 0.55, 0.50], [0.52, 0.52, 0.52])
    assert (compared.higher, compared.lower, compared.pairs) == (2, 1, 3)
    assert compared.mean == pytest.approx(0.02 / 3)
    assert compared.in_words() == "over these 3 splits from -2.0 to +3.0, higher in 2 and lower in 1"
    assert not compared.told_apart
    assert compared.unclear() == "no clear difference, since which is higher depends on the split"


def test_every_pair_and_a_point_at_least_tell_scores_apart_and_the_size_is_named() -> None:
    assert paired_difference([0.6] * 10, [0.5] * 10).told_apart
    assert not paired_difference([0.6] * 9 + [0.4], [0.5] * 10).told_apart
    small = paired_difference([0.495] * 10, [0.5] * 10)
    assert not small.told_apart
    assert small.unclear("seeds").startswith(
        "lower from every seed, but by about a point or less in the mean"
    )


def test_equal_counts_of_right_answers_are_equal_in_32_and_in_64_bits() -> None:
    compared = paired_difference([float(np.float32(0.9)), 0.5], [0.9, 0.5])
    assert (compared.higher, compared.lower) == (0, 0)
    assert compared.in_words() == "the same in all 2 splits"
    assert compared.unclear() == "no difference"


def test_a_difference_agrees_with_the_shares_beside_it_and_has_no_minus_zero() -> None:
    assert shown_difference(0.9234, 0.8667) == "+5.6"  # 92.3 - 86.7, though 5.67 would round to 5.7
    assert shown_difference(0.5, 0.50004) == "0.0"
    assert signed(-0.0002) == "0.0"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (531_014_365, "about 530 million"),
        (3.6e12, "about 3.6 trillion"),
        (2.04e9, "about 2 billion"),
        (859, "about 860"),
    ],
)
def test_a_large_number_is_said_to_two_figures(number: float, words: str) -> None:
    assert rounded(number) == words


@pytest.mark.parametrize(("one", "other"), [([1.0], [2.0]), ([1.0, 2.0], [1.0])])
def test_scores_without_partners_are_refused(one: list[float], other: list[float]) -> None:
    with pytest.raises(UsageError, match="make no pairs"):
        paired_difference(one, other)
