"""What the lab `bias` teaches is so: on its own seeds, against oracles and answers known by hand."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from handsonn.course.live import Outcome
from handsonn.course.live.worker import Superseded

CHAPTER = "handsonn.course.chapters.ch10_neural_networks"


@cache
def lab() -> Any:
    return import_module(f"{CHAPTER}.labs.bias")


@cache
def experiment(name: str) -> Any:
    return import_module(f"{CHAPTER}.experiments.{name}")


@cache
def live() -> Any:
    """Define the lab's live part without running its experiments, as its page does."""
    parts = (lab().unit_part(), lab().boundary_part(), lab().error_part(), lab().both_part())
    return lab().LiveLab("bias", parts=parts)


def measured(part: str, **settings: Any) -> Outcome:
    return live().compute(part, settings)


@pytest.mark.parametrize(
    ("activation", "expected"),
    [("sigmoid", 1 / (1 + np.exp(-1.5))), ("tanh", np.tanh(1.5)), ("relu", 1.5), ("linear", 1.5)],
)
def test_at_the_origin_the_bias_alone_decides(activation: str, expected: float) -> None:
    for w1 in (-4, 0, 3):
        facts = measured("unit", b=1.5, w1=w1, activation=activation).facts
        assert facts["at_origin"] == pytest.approx(expected, rel=1e-5)


def test_the_bias_moves_the_boundary_by_minus_b_over_w1() -> None:
    assert measured("unit", b=2, w1=2).facts["crossing"] == pytest.approx(-1, abs=2e-3)
    assert measured("unit", b=2, w1=4).facts["crossing"] == pytest.approx(-0.5, abs=2e-3)
    assert measured("unit", b=0, w1=2).facts["crossing"] == pytest.approx(0, abs=2e-3)


def test_the_boundary_keeps_its_direction_and_that_decides_the_prediction() -> None:
    outcome = measured("unit", b=2, w1=2, w2=1, activation="sigmoid")
    assert outcome.answer == 1, "parallel, to smaller x1"
    assert measured("unit", b=1).answer is None


def test_a_unit_without_weights_has_no_boundary() -> None:
    outcome = measured("unit", b=1, w1=0, w2=0)
    assert np.isnan(outcome.facts["crossing"])
    assert "sets the output, the same everywhere" in " ".join(outcome.notice)


def test_a_linear_unit_gives_its_bias_and_relu_no_colour_below_zero() -> None:
    assert "the output is the bias itself, -1." in measured("unit", b=-1, activation="linear").notice[0]
    assert "the output is relu(-1) = 0." in measured("unit", b=-1, activation="relu").notice[0]
    plane = measured("unit", b=1, activation="relu").pictures["plane"]
    assert plane.low == 0
    assert "the boundary is the edge of that area" in plane.caption
    assert "the larger the size of w1, the less" in measured("unit", b=1, w1=-2).notice[1]


def test_a_bias_of_zero_is_not_written_as_minus_zero() -> None:
    assert "-0.00" not in " ".join(measured("unit", b=0, w1=-2).notice)


def test_between_zero_and_one_the_bias_is_needed_and_that_decides_the_prediction() -> None:
    outcome = measured("without", scaler="minmax", units=0, epochs=100)
    with_bias, without = (np.array(outcome.keras_gives[name]) for name in ("with_bias", "without_bias"))
    assert (with_bias - without > 0.15).all(), "for each of five splits"
    assert len(with_bias) == 5
    assert outcome.answer == 2


def test_centred_features_need_it_far_less() -> None:
    outcome = measured("without", scaler="standard", units=0, epochs=100)
    assert abs(outcome.facts["with"] - outcome.facts["without"]) < 0.05
    assert outcome.answer is None


def test_hidden_units_make_up_for_missing_biases_when_they_train_long_enough() -> None:
    outcome = measured("without", scaler="minmax", units=16, epochs=200)
    assert abs(outcome.facts["with"] - outcome.facts["without"]) < 0.03
    assert outcome.facts["at_origin"] == 0.5
    assert "bend around the samples" in outcome.notice[2]


def test_each_seed_has_its_own_split_of_the_tumours() -> None:
    held = [lab().two_features("none", seed).held_x for seed in range(5)]
    assert all(len(one) == 114 for one in held)
    assert not np.array_equal(held[0], held[1])


def test_networks_are_compared_split_by_split_and_in_tumours() -> None:
    words = experiment("boundary_without_bias").accuracy_words
    with_bias, without = np.array([0.9, 0.8, 0.7]), np.array([0.7, 0.79, 0.6])
    always = words({True: with_bias, False: without}, 100)
    assert "names 20, 1 and 10 more of the 100 tumours right" in always
    assert "better in all five splits." in always, "although the ranges overlap: each pair has one split"
    assert "worse in all five splits." in words({True: without, False: with_bias}, 100)
    mixed = words({True: np.array([0.9, 0.6]), False: np.array([0.8, 0.7])}, 100)
    assert "10 and -10 (minus: fewer) more" in mixed
    assert "five splits do not settle which is better." in mixed
    equal = words({True: np.array([0.9, 0.8]), False: np.array([0.8, 0.8])}, 100)
    assert "10 and 0 more" in equal
    assert "do not settle" in equal


def test_with_centred_features_five_splits_do_not_settle_it() -> None:
    assert "do not settle" in measured("without", scaler="standard", units=0, epochs=100).notice[0]
    assert "better in all five" in measured("without", scaler="minmax", units=0, epochs=100).notice[0]


def test_without_biases_the_output_at_the_origin_is_one_half_whatever_was_learnt() -> None:
    for scaler in ("minmax", "standard", "none"):
        assert measured("without", scaler=scaler, epochs=30).facts["at_origin"] == 0.5


def test_the_unit_with_bias_has_one_parameter_more() -> None:
    rows = measured("without", epochs=10).pictures["accuracy"].rows
    assert [row[1] for row in rows] == [3, 2]


def test_the_plane_shows_the_origin_and_all_samples_the_held_out_ones_hollow() -> None:
    plane = measured("without", scaler="none", epochs=10).pictures["without"]
    assert plane.x.low < 0 < plane.x.high
    assert plane.points.shape == (341 + 114, 2)
    assert plane.held_out.sum() == 114


def test_an_error_is_taken_apart_as_by_hand() -> None:
    parts = experiment("bias_and_variance")
    wanted = parts.truth(parts.GRID.astype("float64"))
    fits = np.stack([wanted + 1, wanted + 3], axis=1)
    found = parts.decompose(fits, 0.5, 0)
    assert found.bias_squared == pytest.approx(4), "the mean lies 2 above the truth"
    assert found.variance == pytest.approx(1), "each fit lies 1 from the mean"
    assert found.noise == 0.25
    assert found.total == pytest.approx(5.25)
    assert found.error == pytest.approx(5.25, rel=0.05), "fresh noise scatters a little"


def test_without_noise_the_parts_are_the_error_exactly() -> None:
    parts = experiment("bias_and_variance")
    fits = np.random.default_rng(0).normal(size=(101, 30))
    found = parts.decompose(fits, 0.0, 0)
    assert found.error == pytest.approx(found.bias_squared + found.variance, rel=1e-9)


def test_thirty_networks_side_by_side_learn_what_each_would_learn_alone() -> None:
    """The oracle is keras.layers.Dense, trained alone on one of the training sets."""
    import keras

    keras.utils.set_random_seed(0)
    together = lab().thirty_networks(3, True)
    x, y = experiment("bias_and_variance").training_sets(0, 20, 0.3)
    alone = keras.Sequential(
        [keras.Input((1,)), keras.layers.Dense(3, activation="tanh"), keras.layers.Dense(1)]
    )
    alone.compile(keras.optimizers.Adam(0.02), "mse")
    alone.set_weights([weights[7] for weights in together.get_weights()])
    together.fit(x, y, batch_size=20, epochs=40, verbose=0)
    alone.fit(x[:, 7], y[:, 7], batch_size=20, epochs=40, verbose=0)
    np.testing.assert_allclose(np.asarray(together(x))[:, 7], np.asarray(alone(x[:, 7])), atol=2e-3)


def test_the_parts_add_up_to_the_measured_error() -> None:
    facts = measured("error", units=3).facts
    assert facts["total"] == pytest.approx(facts["error"], rel=0.01)
    assert facts["total"] > facts["bias_squared"] + facts["variance"]


def test_few_units_have_the_bias_and_many_the_variance_for_every_seed() -> None:
    outcome = measured("error", units=1)
    lines = {line.name: line for line in outcome.pictures["parts"].lines}
    bias, variance = lines["statistical bias²"], lines["variance"]
    assert bias.low[0] > 5 * bias.high[-1]
    assert variance.low[-1] > variance.high[0]
    assert outcome.answer == 0
    assert len(outcome.seeds) == 5


def test_the_sum_is_lowest_between_too_rigid_and_too_flexible() -> None:
    total = {line.name: line for line in measured("error", units=1).pictures["parts"].lines}["sum"]
    assert 0 < int(total.y.argmin()) < len(total.y) - 1


@pytest.mark.parametrize(
    ("few", "many", "option"),
    [
        pytest.param((3, 4), (1, 2), 0, id="larger with few"),
        pytest.param((1, 2), (3, 4), 1, id="larger with many"),
        pytest.param((1, 3), (2, 4), 1, id="the ranges overlap, each pair says the same"),
        pytest.param((1, 4), (2, 3), 2, id="the pairs do not agree"),
    ],
)
def test_pairs_of_a_seed_decide_whose_statistical_bias_is_larger(
    few: tuple[int, int], many: tuple[int, int], option: int
) -> None:
    assert experiment("capacity_curve").capacity_answer(np.array(few), np.array(many)) == option


def test_what_the_seeds_do_not_settle_is_not_said_to_rise() -> None:
    words = experiment("capacity_curve").change_words
    low, wide, mixed = np.array([0.1, 0.2]), np.array([0.15, 0.4]), np.array([0.3, 0.1])
    assert words("variance", low, wide) == "variance rises from 0.1500 to 0.2750, from every seed"
    assert words("variance", wide, low) == "variance falls from 0.2750 to 0.1500, from every seed"
    assert words("variance", low, mixed) == (
        "variance goes from 0.1500 to 0.2000, but this cannot be told apart: "
        "it rises in 1 and falls in 1 of 2 seeds"
    )


def test_the_lowest_sum_is_held_against_the_others_seed_by_seed() -> None:
    outcome = measured("error", units=3)
    total = {
        units: np.array(
            [lab().resamplings().known[(units, seed, 20, 0.3, True)].total for seed in range(5)]
        )
        for units in (1, 2, 3, 5, 10, 30)
    }  # fmt: skip
    best = min(total, key=lambda units: float(total[units].mean()))
    near = [str(units) for units in total if units != best and not (total[best] < total[units]).all()]
    said = outcome.notice[2]
    assert said.startswith(f"The mean of the sum is lowest with {best} hidden unit")
    assert f"lower than with {' or '.join(near)}." in said if near else "from every seed." in said


def test_the_page_has_one_average_so_that_the_parts_add_up() -> None:
    outcome = measured("error", units=3)
    lines = {line.name: line for line in outcome.pictures["parts"].lines}
    bias, variance, noise, total = (
        lines[name].y for name in ("statistical bias²", "variance", "noise", "sum")
    )
    np.testing.assert_allclose(bias + variance + noise, total)
    assert outcome.facts["total"] == pytest.approx(total[2])
    assert outcome.pictures["check"].rows[1][4] == pytest.approx(total[2])


def test_thirty_thin_fits_their_mean_and_the_truth_are_drawn() -> None:
    lines = measured("error", units=1).pictures["fits"].lines
    assert [line.style for line in lines].count("thin") == 30
    assert [line.name for line in lines if line.name] == ["mean of the fits", "truth"]


def test_networks_without_biases_are_odd() -> None:
    networks = lab().thirty_networks(5, False)
    x = np.linspace(-1, 1, 9).reshape(-1, 1, 1) * np.ones((1, 30, 1))
    np.testing.assert_allclose(np.asarray(networks(x)), -np.asarray(networks(-x)), atol=1e-5)


def test_taking_the_bias_parameters_out_raises_the_statistical_bias() -> None:
    outcome = measured("both", units=10)
    with_bias, without = (np.array(outcome.keras_gives[name]) for name in ("with_bias", "without_bias"))
    assert without.min() > 4 * with_bias.max()
    assert without.min() >= experiment("two_biases").even_part() > 0.07, "no odd function can do better"
    assert outcome.facts["variance_without"] < outcome.facts["variance_with"]
    assert outcome.answer == 3


def test_with_few_samples_the_more_rigid_networks_make_the_smaller_error() -> None:
    few, more = measured("both", units=10, samples=10), measured("both", units=5, samples=20)
    assert few.facts["sum_without"] == pytest.approx(0.148, abs=0.02)
    assert few.facts["sum_with"] == pytest.approx(0.258, abs=0.03)
    assert "here the networks without biases are the better ones" in few.notice[2]
    assert "raised the statistical bias² by" in few.notice[2]
    assert "lowered the variance by" in few.notice[2]
    assert "here the networks with biases are the better ones" in more.notice[2]


def test_the_bars_end_with_the_sum_of_the_two_before() -> None:
    bars = measured("both", units=10, samples=10).pictures["parts"]
    assert bars.names == ("stat. bias²", "variance", "their sum")
    for one in bars.sets:
        assert one.low[2] >= one.low[0] + one.low[1]
        assert one.values[2] == pytest.approx(one.values[0] + one.values[1], rel=1e-9)


def test_sums_are_judged_by_pairs_of_a_seed() -> None:
    bias = {True: np.array([0.1, 0.2]), False: np.array([0.2, 0.3])}
    variance = {True: np.array([0.3, 0.3]), False: np.array([0.15, 0.25])}
    words = experiment("two_biases").sum_words(bias, variance, 0.5)
    assert "without biases have the lower sum from 1 of 2 seeds." in words  # 0.4 and 0.5; 0.35 and 0.55
    assert "better" not in words
    assert "adds 0.25 to both" in words
    lower = {True: variance[True], False: np.array([0.15, 0.15])}  # 0.35 and 0.45: the ranges overlap
    every = experiment("two_biases").sum_words(bias, lower, 0.5)
    assert "here the networks without biases are the better ones, from every seed." in every


def test_numbers_that_are_shown_alike_are_no_range() -> None:
    bias = {True: np.array([0.1, 0.1]), False: np.array([0.2, 0.2])}
    words = experiment("two_biases").sum_words(bias, bias, 0.5)
    assert "0.2000 (in all 2 seeds) with them and 0.4000 (in all 2 seeds) without" in words
    same = {True: np.array([0.9, 0.9]), False: np.array([0.8, 0.7])}
    told = experiment("boundary_without_bias").accuracy_words(same, 100)
    assert "with bias 90.0% (in all 2 splits), without 75.0% (over the splits 70.0% to 80.0%)." in told


@pytest.mark.parametrize(
    ("with_bias", "without", "option"),
    [
        ((0.1, 0.2), (0.0, 0.0), 0),
        ((0.3, 0.4), (0.1, 0.2), 1),
        ((0.1, 0.3), (0.2, 0.2), 2),
        ((0.1, 0.3), (0.2, 0.4), 3),  # the ranges overlap, each pair says the same
        ((0.1, 0.2), (0.3, 0.4), 3),
    ],
)
def test_the_prediction_of_two_biases_follows_the_pairs(
    with_bias: tuple[float, float], without: tuple[float, float], option: int
) -> None:
    assert experiment("two_biases").two_biases_answer(np.array(with_bias), np.array(without)) == option


class WatchfulPage:
    """A page that keeps what it is shown, and moves on after some checks."""

    def __init__(self, checks: int = 10**6) -> None:
        self.left = checks
        self.shown: list[Outcome] = []
        self.told: list[tuple[float, str]] = []

    def should_stop(self) -> bool:
        return self.left <= 0

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Superseded

    def progress(self, share: float, sentence: str) -> None:
        self.told.append((share, sentence))

    def show(self, outcome: Outcome) -> None:
        self.shown.append(outcome)


SETTINGS = {"units": 2, "samples": 20, "noise": 0.1}


def test_the_curve_is_shown_as_it_grows_and_the_chosen_units_first() -> None:
    page = WatchfulPage()
    last = lab().parts_of_the_error(SETTINGS, page)
    drawn = [list(one.pictures["parts"].lines[0].x) for one in [*page.shown, last]]
    assert drawn[:2] == [[2], [1, 2]]
    assert drawn[-1] == [1, 2, 3, 5, 10, 30]
    assert page.told[0] == (0.0, "2 units, seed 0")
    assert all(one.answer is None for one in page.shown)


def test_a_learner_who_moves_on_stops_it_and_what_was_measured_is_kept() -> None:
    kept = lab().resamplings().known
    before = len(kept)
    with pytest.raises(Superseded):
        lab().parts_of_the_error({**SETTINGS, "noise": 0.5}, WatchfulPage(checks=5))
    assert before < len(kept) <= before + 5
