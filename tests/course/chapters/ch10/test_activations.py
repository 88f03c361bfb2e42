"""What the lab "activations" teaches, held against its own measurements."""

from typing import Any

import numpy as np
import pytest

from handsonn.course.chapters.ch10_neural_networks.experiments.activation_answers import depth_answer
from handsonn.course.chapters.ch10_neural_networks.experiments.activation_functions import (
    beside_he_words,
    factor_words,
    factors_words,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.built_networks import (
    difference_words,
    moved_words,
    named_words,
    share_words,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.first_gradients import gradient_sizes
from handsonn.course.chapters.ch10_neural_networks.experiments.plane_data import SHAPES, features, plane_data
from handsonn.course.chapters.ch10_neural_networks.experiments.playground import FRAMES, Watched, moments
from handsonn.course.chapters.ch10_neural_networks.labs import activations
from handsonn.course.live import Outcome, QuietWatch

BUILD = {
    "data": "circles", "layers": (2,), "activation": "relu", "inputs": "plain",
    "learning_rate": 0.01, "epochs": 100, "noise": 1, "seed": 0,
}  # fmt: skip


class Showing(QuietWatch):
    """Keeps what an experiment shows before it has ended."""

    def __init__(self) -> None:
        object.__setattr__(self, "shown", [])

    def show(self, outcome: Outcome) -> None:
        self.shown.append(outcome)  # type: ignore[attr-defined]


def build(**changes: Any) -> Outcome:
    return activations.build_it({**BUILD, **changes}, QuietWatch())


def test_two_relu_units_leave_the_circle_open_and_four_enclose_it() -> None:
    two, four = build(), build(layers=(4,))
    assert two.answer == 2
    assert four.answer is None  # another network than the one asked about
    assert two.facts["val_accuracy"] < 0.9
    assert four.facts["val_accuracy"] > 0.95


def test_the_parameters_are_counted_as_by_hand() -> None:
    # 2 inputs to 2 units: 4 weights, 2 biases; 2 units to 1: 2 weights, 1 bias.
    assert build().facts["parameters"] == 9


def test_a_new_network_is_shown_before_it_is_trained() -> None:
    watch = Showing()
    settings = {**BUILD, "layers": (3,), "activation": "elu"}
    after = activations.build_it(settings, watch)
    (before,) = watch.shown  # type: ignore[attr-defined]
    assert list(before.pictures) == list(after.pictures)
    assert before.answer is None
    activations.build_it(settings, watch)
    assert len(watch.shown) == 1  # type: ignore[attr-defined]


def test_the_seed_shown_changes_the_picture_and_not_the_scores() -> None:
    first, second = build(), build(seed=1)
    assert first.keras_gives == second.keras_gives
    assert not np.array_equal(first.pictures["plane"].field, second.pictures["plane"].field)  # type: ignore[attr-defined]


def test_with_squares_as_inputs_no_hidden_layer_is_needed() -> None:
    plain, squares = build(layers=()), build(layers=(), inputs="squares", learning_rate=0.1)
    assert plain.facts["val_accuracy"] < 0.6
    assert squares.facts["lowest"] > 0.95


def test_linear_layers_stay_one_layer_however_many_there_are() -> None:
    settings = {"data": "circles", "depth": 4, "activation": "relu"}
    outcome = activations.without_activation(settings, QuietWatch())
    assert outcome.answer == 2
    assert outcome.facts["difference"] < 1e-5
    assert outcome.facts["bent"] > 0.95
    assert "Relu scores higher" in outcome.notice[2]


def test_on_two_blobs_nobody_needs_an_activation_function() -> None:
    outcome = activations.without_activation(
        {"data": "blobs", "depth": 1, "activation": "relu"}, QuietWatch()
    )
    assert outcome.facts["linear"] > 0.97
    assert "Relu scores the same as no activation function" in outcome.notice[2]
    assert outcome.answer is None


def gradient_ratio(kind: str, depth: int) -> Outcome:
    return activations.depth_and_gradients({"kind": kind, "depth": depth}, QuietWatch())


def test_the_gradient_vanishes_through_sigmoid_and_not_through_relu_with_he() -> None:
    sigmoid, he = gradient_ratio("sigmoid", 10), gradient_ratio("relu, He", 10)
    assert sigmoid.answer == 2
    assert sigmoid.facts["largest_ratio"] < 1e-4
    assert he.facts["ratio"] > 0.1
    assert gradient_ratio("sigmoid", 2).facts["ratio"] > 100 * sigmoid.facts["ratio"]


def test_the_answer_about_the_gradient_follows_the_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    for last, expected in ((1.0, 0), (10.0, 1), (1e4, 2)):
        sizes = np.ones((5, 11))
        sizes[:, 9] = last
        monkeypatch.setattr(activations, "gradients", lambda *_, sizes=sizes: sizes)
        assert gradient_ratio("sigmoid", 10).answer == expected


def test_the_size_of_a_gradient_is_that_of_a_network_computed_by_hand() -> None:
    import keras

    def make() -> Any:
        return keras.Sequential(
            [keras.Input((1,)), keras.layers.Dense(1, "sigmoid", kernel_initializer="zeros")]
        )

    # At weight 0 the probability is 1/2; the gradient is the mean of (1/2 - y) x = ((1/2) 1 + (-1/2) 3) / 2.
    sizes = gradient_sizes(make, (0,), np.array([[1.0], [3.0]], np.float32), np.array([0, 1]))
    assert sizes.shape == (1, 1)
    assert sizes[0, 0] == pytest.approx(0.5, rel=1e-5)


@pytest.mark.parametrize("name", SHAPES)
def test_every_set_has_two_classes_of_about_equal_size(name: str) -> None:
    data = plane_data(name)
    assert set(data.y) == {0, 1}
    assert 0.4 < data.y.mean() < 0.6
    assert len(data.x) == len(data.validation[0]) == 200


def test_the_code_of_a_set_makes_the_same_points() -> None:
    data = plane_data("cross", 40, 2, "all")
    names: dict[str, Any] = {}
    exec("import handsonn as hn, numpy as np\n" + data.code, names)  # noqa: S102
    assert np.array_equal(names["x"], data.x)
    assert np.array_equal(names["val_y"], data.validation[1])


def test_inputs_are_computed_from_the_coordinates() -> None:
    assert features(np.array([[2.0, 3.0]]), ("x2", "x1 x2", "x1²")).tolist() == [[3, 6, 4]]


def test_the_network_is_looked_at_first_and_last_and_not_too_often() -> None:
    assert moments(1) == (0, 1)
    assert moments(100)[0] == 0
    assert moments(100)[-1] == 100
    assert len(moments(400)) <= FRAMES


def changing(*classes: list[int]) -> Watched:
    """Make a network whose class at four places is this after the epochs 0, 1, 2 ..."""
    frames = np.array(classes, dtype=float).reshape(-1, 2, 2)
    return Watched({}, tuple(range(len(classes))), frames, (), ())


def test_how_far_the_boundary_moves_is_measured_not_assumed() -> None:
    late = changing([0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [1, 1, 1, 0], [1, 1, 1, 0])
    assert "from epoch 0 to 2 on none, from epoch 2 to 4 on 75% of the plane" in moved_words(late)
    assert moved_words(changing([0, 1, 1, 1], [1, 1, 1, 1])).endswith(
        "from epoch 0 to 1 on 25% of the plane."
    )
    assert share_words(0.004) == "less than 1%"


def test_after_one_epoch_nothing_is_said_about_later_ones_and_nothing_is_learnt() -> None:
    said = build(epochs=1).notice
    assert any("from epoch 0 to 1 on" in one for one in said)
    assert "it has learnt nothing." in said[-1]
    assert not any("learnt nothing" in one for one in build(layers=(4,)).notice)


def test_one_unit_is_not_several() -> None:
    dead = build(layers=(1,), activation="relu", epochs=5, learning_rate=0.1, seed=2).notice
    assert any("1 of 1 hidden unit of the network shown gives 0 everywhere" in one for one in dead)
    outcome = activations.without_activation(
        {"data": "blobs", "depth": 1, "activation": "relu"}, QuietWatch()
    )
    assert "1 hidden layer of 8 units" in outcome.notice[0]
    assert outcome.pictures["bent"].title == "1 hidden layer, relu"


def test_relu_with_glorot_is_small_in_all_layers_although_its_ratio_looks_healthy() -> None:
    shallow, deep = gradient_ratio("relu", 5), gradient_ratio("relu", 30)
    sizes, he = (activations.gradients(kind, 30) for kind in ("relu", "relu, He"))
    before = activations.gradients("relu", 5)
    assert 0.3 < deep.facts["ratio"] < 3
    assert (sizes[:, [0, 29]] < he[:, [0, 29]] / 1000).all()
    assert (sizes[:, [0, 29]] < before[:, [0, 4]] / 10).all()
    assert "the first layer's gradient is 1/" in deep.notice[1]
    assert deep.notice[1] != shallow.notice[1]
    assert gradient_ratio("relu, He", 30).notice[1] == deep.notice[1]


def test_factors_have_two_digits() -> None:
    words = [factor_words(factor) for factor in (1 / 2_604_521, 0.0649, 0.341, 1.6, 2.0, 12.4, 2604.0)]
    assert words == ["1/2,600,000", "1/15", "0.34", "1.6", "2", "12", "2,600"]
    assert factor_words(0.0) == factor_words(1e-19) == "less than 1/1,000,000,000,000"
    assert factors_words(np.array([0.5, 1.0, 2.0])) == "1 (over the seeds 0.5 to 2)"
    assert factors_words(np.array([0.0, 1e-20])) == "less than 1/1,000,000,000,000 (in all 2 seeds)"
    sizes, he = np.array([[1.0, 5.0, 1.0]]), np.array([[2.0, 5.0, 40.0]])
    assert "is 0.5 times as large, the last hidden layer's 1/40 of the size" in beside_he_words(
        "tanh", sizes, he
    )
    assert "is as large, the last hidden layer's as large" in beside_he_words("tanh", sizes, sizes)


def test_where_no_unit_is_dead_nothing_is_said_of_dead_units() -> None:
    alive = build(layers=(1,), epochs=5, learning_rate=0.1, seed=0)
    assert not any("everywhere on the plane" in one for one in alive.notice)


def test_a_boundary_that_moves_at_chance_is_not_taken_for_learning() -> None:
    (said,) = (
        one for one in build(activation="linear", learning_rate=0.0003).notice if "Play the epochs" in one
    )
    assert "Of the training points this network names" in said
    assert float(said.split("names ")[1].split("%")[0]) < 60
    assert named_words(np.array([0.5, 0.504])).endswith("names 50% right, as many as after the first epoch.")
    assert named_words(np.array([0.5, 0.9])).endswith("names 90% right, 50% in the first epoch.")
    assert named_words(np.array([0.5])).endswith("names 50% right.")


def test_what_32_bit_numbers_leave_is_no_difference() -> None:
    assert difference_words(3e-7) == "less than one in a million"
    assert difference_words(0.0123) == "at most 0.01"


@pytest.mark.parametrize(("linear", "expected"), [(0.5, 2), (0.7, 1), (0.9, 0)])
def test_the_answer_about_depth_follows_the_scores(linear: float, expected: int) -> None:
    settings = {"data": "circles", "depth": 4, "activation": "relu"}
    assert depth_answer(settings, np.full(5, linear), np.full(5, 0.9), np.full(5, 0.5)) == expected
