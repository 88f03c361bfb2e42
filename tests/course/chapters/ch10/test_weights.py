"""What the lab `weights` teaches is so: on its own seeds, against oracles and answers known by hand."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
import pytest

from handsonn.course.live.quiet_watch import QuietWatch

CHAPTER = "handsonn.course.chapters.ch10_neural_networks"
WATCH = QuietWatch()


@cache
def lab() -> Any:
    from importlib import import_module

    return import_module(f"{CHAPTER}.labs.weights")


@cache
def live() -> Any:
    return lab().app.run()[1]["live"]


@cache
def unit() -> Any:
    from importlib import import_module

    return import_module(f"{CHAPTER}.experiments.one_unit")


def measured(part: str, **settings: Any) -> Any:
    return live().compute(part, settings)


def test_a_unit_gives_what_one_can_add_up_by_hand() -> None:
    outcome = measured("unit", w1=2, w2=-1, activation="linear", x1=1.5, x2=0.5)
    assert outcome.facts == {"output": 2.5, "x1": 2.0, "x2": -1.0}


def test_a_relu_unit_below_zero_gives_nothing_and_feels_nothing() -> None:
    outcome = measured("unit", w1=-4, w2=1, activation="relu", x1=1, x2=0.5)
    assert outcome.facts == {"output": 0.0, "x1": 0.0, "x2": 0.0}


def test_negative_numbers_stand_in_brackets_and_a_linear_sum_is_the_output() -> None:
    words = measured("unit", w1=4, w2=-1, activation="linear", x1=-3, x2=2).notice[0]
    assert "4 · (-3) + (-1) · 2 = -14; the activation is linear, so this sum is the output." in words
    assert (
        "tanh(-14) is almost -1." in measured("unit", w1=4, w2=-1, activation="tanh", x1=-3, x2=2).notice[0]
    )


def test_small_sensitivities_are_written_without_an_exponent() -> None:
    from importlib import import_module

    plain = import_module(f"{CHAPTER}.experiments.unit_sensitivity").plain
    assert plain(1.3e-05) == "0.000013"
    assert plain(-2.5) == "-2.5"
    assert plain(0.0) == "0"
    assert plain(0.123456) == "0.123"
    assert plain(-3e-11) == "almost 0"
    words = measured("unit", w1=4, w2=1, activation="sigmoid", x1=3, x2=0).notice[1]
    assert "per unit of x1" in words
    assert "e-" not in words
    assert "jax" not in words


@pytest.mark.parametrize(
    ("activation", "total"), [pytest.param("tanh", 8, id="tanh"), pytest.param("sigmoid", 12, id="sigmoid")]
)
def test_what_is_flat_is_almost_flat(activation: str, total: int) -> None:
    outcome = measured("unit", w1=4, w2=1, activation=activation, x1=total / 4, x2=0)
    words = " ".join(outcome.notice)
    assert f"{activation}({total}) is almost 1." in words
    assert "output almost 1" in outcome.pictures["sum"].rows[2][0]
    assert not re.search(r"(: |, |which is )-?0 ", words)  # a slope that is not 0 is not said to be 0


def test_a_slope_that_32_bits_round_to_zero_is_almost_zero_and_a_relu_that_is_off_has_zero() -> None:
    flat = measured("unit", w1=4, w2=1, activation="tanh", x1=2, x2=0)
    assert flat.facts["x1"] == 0  # what Keras measures, in 32 bits
    assert "at this place: almost 0 per unit of x1, almost 0 per unit of x2." in flat.notice[1]
    assert "which is almost 0 here" in flat.notice[2]
    off = measured("unit", w1=-4, w2=-4, activation="relu", x1=3, x2=3)
    assert "at this place: 0 per unit of x1, 0 per unit of x2." in off.notice[1]
    assert "which is 0 here. It is 1 for a sum above 0, else 0" in off.notice[2]


def test_all_sliders_at_their_lowest_give_no_minus_zero() -> None:
    for activation in ("sigmoid", "tanh", "relu", "linear"):
        for x1, x2 in ((-3, -3), (3, 3), (0, 0)):
            outcome = measured("unit", w1=-4, w2=-4, activation=activation, x1=x1, x2=x2)
            assert not re.search(r"-0(?![.\d])", " ".join(outcome.notice))
            assert not any(str(entry) == "-0.0" for row in outcome.pictures["sum"].rows for entry in row)


def test_the_middle_of_tanh_is_zero_and_not_almost() -> None:
    assert "tanh(0) = 0." in measured("unit", w1=2, w2=1, activation="tanh", x1=0, x2=0).notice[0]


def test_the_slope_of_linear_is_one_everywhere() -> None:
    words = measured("unit", w1=2, w2=-1, activation="linear", x1=1.5, x2=0.5).notice[2]
    assert words.startswith("The slope of linear is 1 everywhere")
    assert "near 0" not in words


def test_the_table_and_the_words_give_the_same_output() -> None:
    outcome = measured("unit", w1=4, w2=1, activation="sigmoid", x1=2, x2=0)
    assert "= 0.9997." in outcome.notice[0]
    assert "output 0.9997" in outcome.pictures["sum"].rows[2][0]


def test_relu_has_no_colours_below_zero_and_says_what_its_boundary_is() -> None:
    plane = measured("unit", w1=2, w2=1, activation="relu").pictures["plane"]
    assert plane.low == plane.field.min() == 0
    assert "the edge of that area" in plane.caption
    tanh = measured("unit", w1=2, w2=1, activation="tanh").pictures["plane"]
    assert (tanh.low, tanh.high) == (-1, 1)
    assert "the sum is 0 and the output 0." in tanh.caption


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "linear"])
def test_sensitivity_is_the_slope_that_finite_differences_measure(activation: str) -> None:
    weights, x, step = unit().unit_weights(1.5, -2.0, 0.3), np.array([[0.7, -0.4]]), 1e-2
    there = unit().unit_output(activation, weights, x + step * np.eye(2))
    back = unit().unit_output(activation, weights, x - step * np.eye(2))
    slopes = unit().unit_sensitivity(activation, weights, x)[0]
    np.testing.assert_allclose(slopes, (there - back) / (2 * step), rtol=2e-3)


def test_sensitivity_of_a_sigmoid_is_the_weight_times_the_output_times_one_minus_the_output() -> None:
    weights, x = unit().unit_weights(1.5, -2.0, 0.3), np.array([[0.7, -0.4]])
    output = unit().unit_output("sigmoid", weights, x)[0]
    by_hand = np.array([1.5, -2.0]) * output * (1 - output)
    np.testing.assert_allclose(unit().unit_sensitivity("sigmoid", weights, x)[0], by_hand, rtol=1e-5)


def test_a_larger_weight_makes_a_saturated_unit_less_sensitive() -> None:
    asked = {"w2": 1, "activation": "sigmoid", "x1": 2, "x2": 0}
    one, four = measured("unit", w1=1, **asked), measured("unit", w1=4, **asked)
    assert four.facts["x1"] < one.facts["x1"] / 10
    assert four.answer == 2
    assert one.answer is None, "the settings of the question decide it, no others"


def test_a_larger_weight_makes_a_linear_unit_as_much_more_sensitive() -> None:
    asked = {"w2": 1, "activation": "linear", "x1": 2, "x2": 0}
    assert measured("unit", w1=4, **asked).facts["x1"] == 4 * measured("unit", w1=1, **asked).facts["x1"]


def test_two_weights_of_zero_leave_nothing_that_has_an_effect() -> None:
    outcome = measured("unit", w1=0, w2=0)
    assert "neither input has an effect" in " ".join(outcome.notice)
    assert outcome.pictures["plane"].field.std() == 0


def test_what_the_compiled_network_says_is_what_keras_predicts() -> None:
    bench = lab().bench()
    model = lab().make_network()
    model.set_weights(bench.networks[3])
    x = bench.test[0][:20]
    np.testing.assert_allclose(bench.say(bench.networks, x)[3], model.predict(x, verbose=0), atol=1e-5)


def test_sensitivity_to_a_pixel_is_what_a_little_more_ink_does() -> None:
    bench = lab().bench()
    network, image, label = bench.networks[0], bench.test[0][10], int(bench.test[1][10])
    more, less = image.copy(), image.copy()
    more[3, 4] += 1e-2
    less[3, 4] -= 1e-2
    said = bench.say([network], np.stack([more, less]))[0, :, label]
    slope = bench.sensitivity(network, image, label)[3, 4]
    assert slope == pytest.approx((said[0] - said[1]) / 2e-2, rel=0.02)


def test_the_five_networks_have_learnt_the_digits() -> None:
    accuracy = measured("network", factor=1).facts["accuracy"]
    assert accuracy > 0.9


def test_a_weight_multiplied_by_one_changes_no_answer() -> None:
    assert measured("network", factor=1).facts["different"] == 0


def test_one_large_weight_set_to_zero_changes_some_answers_and_decides_the_prediction() -> None:
    outcome = measured("network", factor=0)
    different = outcome.keras_gives["different"]
    assert len(different) == 5
    assert min(different) > 0
    options = [(0, 0), (1, 35), (36, 179), (180, 359)]
    low, high = options[outcome.answer]
    assert low <= min(different) <= max(different) <= high, "the option holds for every seed"
    assert (
        f"median {np.median(different):.0f}, seeds {min(different)} to {max(different)}." in outcome.notice[0]
    )


def test_it_says_the_range_before_and_after() -> None:
    words = measured("network", factor=0).notice[1]
    assert words.count("over the seeds") == 2


def test_an_answer_that_flips_is_named_and_one_that_stays_too() -> None:
    bench = lab().bench()
    for image in (6, 10, 13):
        x = bench.test[0][[image]]
        then = int(bench.say(bench.networks[:1], x)[0, 0].argmax())
        outcome = measured("network", image=image, factor=0)
        now = int(outcome.pictures["diagram"].layers[2].activations.argmax())
        flips, stays = f"it answered {then} and now answers {now}.", f"it still answers {then}."
        assert (flips in outcome.notice[2]) == (then != now)
        assert (stays in outcome.notice[2]) == (then == now)
    strong = measured("network", image=10, factor=-3).notice[2]
    assert "now answers" in strong
    assert "of the network as changed" in strong


def test_a_factor_of_one_is_not_told_as_a_change() -> None:
    words = " ".join(measured("network", factor=1).notice)
    assert "leaves the largest weight of the output layer as trained" in words
    assert "differently" not in words
    assert "now gives" not in words
    assert "of the network as trained" in words


def test_a_clicked_weight_is_the_one_that_is_changed() -> None:
    from importlib import import_module

    part = import_module(f"{CHAPTER}.experiments.changed_network")
    assert part.place_in_network([]) is None
    assert part.place_in_network([0, 2, 5]) == (0, 34, 5), "the third pixel drawn is pixel 34"
    assert part.place_in_network([1, 2, 5]) == (1, 2, 5)
    assert part.place_in_network([1, 16, 0]) is None, "there is no such unit"
    outcome = measured("network", weight=[0, 2, 5], factor=2)
    before = lab().bench().networks[0][0][34, 5]
    assert outcome.pictures["diagram"].weights[0][2, 5] == pytest.approx(2 * before)
    assert outcome.pictures["diagram"].selected_weight == (0, 2, 5)
    assert "pixel 34 to hidden unit 5" in outcome.notice[0]


def test_the_diagram_shows_the_largest_weights_clearly_or_those_of_the_chosen_unit() -> None:
    one, unit = (measured("network", what=what, factor=1).pictures["diagram"] for what in ("weight", "unit"))
    sizes = np.concatenate([np.abs(kernel).ravel() for kernel in one.weights])
    assert (sizes >= one.faint_below).sum() == 40
    assert (sizes >= unit.faint_below).sum() == 0
    assert unit.selected_unit == (1, 0)


def test_a_unit_whose_weights_are_zero_shows_no_image_of_weights() -> None:
    outcome = measured("network", what="unit", unit=7, factor=0)
    images = outcome.pictures["units"].weights
    assert np.abs(images[7]).max() == 0
    assert np.abs(images[6]).max() > 0
    assert "hidden unit 7" in outcome.notice[0]


def test_scaling_the_output_layer_changes_certainty_and_hardly_the_accuracy() -> None:
    outcome = measured("scale", layer="output", factor=3.0)
    assert outcome.facts["moved"] < 0.01
    assert outcome.facts["surer"] > 0.05
    assert outcome.answer == 1
    assert measured("scale", layer="output", factor=0.25).facts["surer"] < -0.3
    assert measured("scale", layer="output", factor=2.0).answer is None


@pytest.mark.parametrize("factor", [0.5, 0.75, 1.5, 3.0])
def test_a_layer_that_is_scaled_is_judged_network_by_network(factor: float) -> None:
    outcome, whole = (measured("scale", layer="hidden", factor=f) for f in (factor, 1.0))
    now, then = (np.array(one.keras_gives["accuracy"]) for one in (outcome, whole))
    rose, fell = int((now > then).sum()), int((now < then).sum())
    words = outcome.notice[0]
    assert (f"rose in {rose}" in words) == (rose > 0)
    assert (f"fell in {fell}" in words) == (fell > 0)
    assert ("no clear change" in words) == (5 not in {rose, fell})
    assert "ranges" not in words


def test_without_weights_a_layer_answers_by_chance() -> None:
    for layer in ("hidden", "output", "both"):
        assert measured("scale", layer=layer, factor=0.0).facts["accuracy"] < 0.2


@pytest.mark.parametrize(
    ("moved", "surer", "option"), [(0.1, 0.2, 0), (0.0, 0.2, 1), (0.0, -0.2, 2), (0.0, 0.0, 3)]
)
def test_the_prediction_of_scaling_follows_the_measured_changes(
    moved: float, surer: float, option: int
) -> None:
    from importlib import import_module

    assert import_module(f"{CHAPTER}.experiments.scaled_layer").scaling_answer(moved, surer) == option


@pytest.mark.parametrize("layer", ["hidden", "output"])
def test_the_largest_weights_are_missed_most_and_the_smallest_least_for_every_seed(layer: str) -> None:
    given = measured("matter", layer=layer, share=0.3).keras_gives
    smallest, random, largest = (np.array(given[order]) for order in ("smallest", "random", "largest"))
    assert (smallest > random + 0.02).all()
    assert (random > largest + 0.02).all()


def test_half_of_the_weights_can_go_and_that_decides_the_prediction() -> None:
    outcome = measured("matter", layer="hidden", share=0.5)
    whole = measured("matter", layer="hidden", share=0.0)
    lost = np.median(np.array(whole.keras_gives["smallest"]) - np.array(outcome.keras_gives["smallest"]))
    assert 0 <= lost <= 0.03
    assert outcome.answer == 0
    assert whole.answer is None


def test_size_tells_only_a_part_and_size_times_input_more() -> None:
    facts = measured("matter", layer="hidden").facts
    assert 0.3 < facts["by_size"] < 0.7
    assert facts["by_product"] > facts["by_size"] + 0.2


def test_a_weight_on_a_pixel_that_is_always_dark_has_no_effect() -> None:
    from importlib import import_module

    size, inputs, effect = import_module(f"{CHAPTER}.experiments.removed_weights").single_effects(
        lab().bench(), "hidden", 0
    )
    dark = inputs == 0
    assert dark.sum() == 3 * 16, "three pixels are dark in every training image"
    assert size[dark].max() > 0.2
    assert effect[dark].max() < 1e-6
    assert effect[~dark].max() > 1e-2


def test_it_tells_the_dark_pixels_from_the_hidden_units_that_give_nothing() -> None:
    hidden, output = (measured("matter", layer=layer).notice[2] for layer in ("hidden", "output"))
    assert "48 weights of seed 0 multiply 3 pixels that are dark" in hidden
    assert "20 weights of seed 0 multiply the output of 2 hidden units that give 0" in output
    assert "removing one has no effect." in hidden
    assert "removing one has no effect." in output


def test_settings_that_change_nothing_are_told_as_such() -> None:
    matter = measured("matter", layer="hidden", share=0.0).notice[0]
    assert "With all 1,024 weights of the hidden layer in place" in matter
    assert "set to zero" in measured("matter", layer="hidden", share=0.05).notice[0]
    scale = " ".join(measured("scale", layer="both", factor=1.0).notice)
    assert "A factor of 1 leaves all weights of both layers as trained" in scale
    assert "as trained it is" not in scale
    assert "as trained it is" in measured("scale", layer="both", factor=1.5).notice[1]


def test_a_weight_on_a_dark_pixel_keeps_its_first_value() -> None:
    bench, first = lab().bench(), lab().Population(lab().make_network, seeds=[0])
    before = first.first_models(*bench.train)[0].get_weights()[0]
    dark = bench.train[0].reshape(len(bench.train[0]), -1).max(axis=0) == 0
    after = bench.networks[0][0]
    assert np.array_equal(after[dark], before[dark])
    assert (after[~dark] != before[~dark]).mean() > 0.9


def test_removal_takes_the_weights_that_the_order_names() -> None:
    from importlib import import_module

    removing = import_module(f"{CHAPTER}.experiments.removing_weights")
    kernel, inputs = np.array([[1.0, -4.0], [3.0, 2.0]]), np.array([10.0, 0.1])

    def left(order: str) -> list[float]:
        return (
            removing.without(kernel, removing.removal_scores(order, kernel, inputs, 0), 0.5).ravel().tolist()
        )

    assert left("smallest") == [0, -4, 3, 0]
    assert left("largest") == [1, 0, 0, 2]
    assert left("product") == [1, -4, 0, 0]


def test_rank_correlation_knows_the_same_order_and_the_opposite_one() -> None:
    from importlib import import_module

    rank = import_module(f"{CHAPTER}.experiments.removing_weights").rank_correlation
    assert rank(np.array([1, 2, 30]), np.array([0.1, 5, 6])) == pytest.approx(1)
    assert rank(np.array([1, 2, 30]), np.array([3, 2, 1])) == pytest.approx(-1)
