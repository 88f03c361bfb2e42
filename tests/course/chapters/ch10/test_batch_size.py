"""What the lab "batch_size" teaches, held against its own measurements."""

from typing import Any

import numpy as np
import pytest

from handsonn.course.chapters.ch10_neural_networks.experiments.batch_sizes import (
    Measured,
    compared_words,
    round_above,
    round_below,
    seconds_words,
    time_picture,
    uncounted_words,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.gradient_noise import (
    relative_noise,
    spread_at_end,
    spread_words,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.network_paths import loss_words, share_range
from handsonn.course.chapters.ch10_neural_networks.experiments.weight_plane import (
    GRID,
    flat_weights,
    loss_of_flat,
    losses_on,
    plane_of,
)
from handsonn.course.chapters.ch10_neural_networks.labs import batch_size
from handsonn.course.live import Outcome, QuietWatch


def noise(size: int, rate: float = 0.3) -> Outcome:
    return batch_size.noise_of_path({"batch_size": size, "learning_rate": rate}, QuietWatch())


def compare(**changes: Any) -> Outcome:
    settings = {"equal": "epochs", "batch_size": 32, "learning_rate": 0.1, "epochs": 8, **changes}
    return batch_size.compare_sizes(settings, QuietWatch())


def test_four_times_as_many_samples_halve_the_noise() -> None:
    outcome = noise(16)
    assert outcome.answer == 1
    assert outcome.facts["shrink"] == pytest.approx(0.5, abs=0.05)


def test_the_seeds_part_more_with_small_batches_and_not_at_all_with_all_samples() -> None:
    assert noise(1).facts["spread"] > 3 * noise(64).facts["spread"]
    assert noise(442).facts["spread"] < 1e-3


def test_seeds_that_end_at_the_same_place_are_not_said_to_lie_apart() -> None:
    said = noise(442).notice[0]
    assert said.endswith("end at the same place, at a loss of 0.766. No line has a loss below 0.656.")
    assert said.count("0.766") == 1
    assert "e-08" not in said
    assert "end 2 apart on the plane" in spread_words(2.0, [0.5, 0.7], 4, 60, whole=0.6, lowest=0.4)
    assert "with all samples at once the loss is 0.766. No line has a loss below 0.656." in noise(4).notice[0]


def test_the_noise_of_large_batches_is_lower_than_the_rule_since_none_is_drawn_twice() -> None:
    sizes = (1, 4, 256)
    found = relative_noise((0, 1, 2, 3, 4), sizes)
    beside = np.median(found / found[:, :1], axis=0) * np.sqrt(sizes)
    # The variance of the mean of n of N drawn without replacement has the factor (N - n) / (N - 1).
    assert beside[2] == pytest.approx(np.sqrt((442 - 256) / 441), abs=0.06)
    assert beside[1] == pytest.approx(1, abs=0.1)
    assert "no sample is drawn twice" in noise(64).notice[1]


def test_the_noise_of_all_samples_is_nothing() -> None:
    assert relative_noise((0,), (1, 442))[0] == pytest.approx([0.62, 0.0], abs=0.1)


def test_updates_are_counted_as_by_hand() -> None:
    outcome = compare(batch_size=4, epochs=2)
    assert outcome.facts["per_epoch"] == 128  # 512 samples in batches of 4
    assert outcome.keras_gives["updates"] == (256.0,) * 5


def test_in_equal_epochs_batches_of_all_samples_fall_behind() -> None:
    facts = compare().facts
    assert facts["score of 16"] > facts["score of 512"] + 0.3


def test_in_equal_updates_with_small_steps_the_batch_size_cannot_be_told_from_the_score() -> None:
    outcome = compare(equal="updates", learning_rate=0.01, batch_size=512)
    assert outcome.answer == 2
    assert "they cannot be told" in outcome.notice[1]
    assert "The slider of the epochs does not count here" in outcome.notice[1]
    assert "512 updates in 512 epochs of 512 / 512 = 1 update." in outcome.notice[0]
    assert outcome.keras_gives["updates"] == (512.0,) * 5


def test_larger_batches_bear_larger_steps() -> None:
    facts = compare(learning_rate=0.3).facts
    assert facts["score of 1"] < 0.5
    assert facts["score of 32"] > 0.85


@pytest.mark.parametrize(("gain", "expected"), [(0.5, 0), (0.05, 1), (0.0, 2), (-0.2, 3)])
def test_the_answer_follows_the_scores(gain: float, expected: int) -> None:
    def measured(score: float) -> Any:
        scores = np.full(5, score) + np.linspace(0, 0.01, 5)
        return batch_size.Measured(8, scores, np.ones(5), np.ones((5, 8)))

    found = dict.fromkeys(batch_size.BATCH_SIZES, measured(0.4)) | {512: measured(0.4 + gain)}
    settings = {"equal": "updates", "learning_rate": 0.01}
    assert batch_size.updates_answer(settings, found) == expected
    assert batch_size.updates_answer({**settings, "learning_rate": 0.1}, found) is None


def test_the_first_result_is_shown_before_all_sizes_are_measured() -> None:
    shown: list[Outcome] = []

    class Showing(QuietWatch):
        def show(self, outcome: Outcome) -> None:
            shown.append(outcome)

    settings = {"equal": "epochs", "batch_size": 64, "learning_rate": 0.03, "epochs": 2}
    batch_size.compare_sizes(settings, Showing())
    assert [len(one.pictures["score"].lines[0].x) for one in shown] == [1]  # type: ignore[attr-defined]
    assert len(shown[0].notice) == 1


def test_a_network_gets_further_with_batches_and_most_of_its_path_lies_in_the_plane() -> None:
    settings = {"batch_size": 16, "learning_rate": 0.1, "epochs": 8, "seed": 0}
    outcome = batch_size.path_of_network(settings, QuietWatch())
    assert outcome.answer == 0
    assert outcome.facts["factor"] > 3
    assert 0.9 < outcome.facts["share"] <= 1
    same = batch_size.path_of_network({**settings, "batch_size": 512}, QuietWatch())
    assert same.facts["factor"] == 1
    assert same.notice == (
        "Each point is one epoch: one update with all 512 samples. Both paths are the same.",
    )


def test_a_long_way_is_not_said_to_be_a_good_one() -> None:
    settings = {"batch_size": 1, "learning_rate": 0.3, "epochs": 16, "seed": 0}
    outcome = batch_size.path_of_network(settings, QuietWatch())
    assert outcome.facts["factor"] > 3
    assert np.median(outcome.keras_gives["loss"]) > 1.9
    assert (
        "higher with batches from every seed. Further is not better here. Guessing has a loss of 2.3."
        in outcome.notice[1]
    )
    # The plane lies along the long way: the short one leaves it, and its colour is not its loss.
    assert "1% to 4% with all samples" in outcome.notice[2]
    assert outcome.facts["loss in the plane"] > outcome.facts["own loss"] + 0.3


def test_one_update_is_not_several() -> None:
    _, definitions = batch_size.app.run()
    for part in definitions["live"].parts.values():
        (sizes,) = (control for control in part.controls if control.name == "batch_size")
        assert sizes.words[:2] == ("1 sample", "4 samples")
    one = compare(equal="updates", batch_size=1, learning_rate=0.01)
    assert "512 updates in 1 epoch of 512 / 1 = 512 updates" in one.notice[0]


def test_the_words_about_losses_follow_them() -> None:
    low, high = np.array([0.1, 0.2]), np.array([0.15, 0.5])
    assert loss_words(4, low, high, 3, 2.3).endswith("lower with batches from every seed.")
    assert loss_words(4, high, low, 1, 2.3).endswith("higher with batches from every seed.")
    assert "from 1 of 2 seeds, so the two cannot" in loss_words(4, low, np.array([0.05, 0.5]), 3, 2.3)


def test_shares_and_times_have_no_more_digits_than_they_are_worth() -> None:
    assert share_range(np.array([0.9991, 0.9996])) == "over 99%"
    assert share_range(np.array([0.734, 1.0])) == "73% to 100%"
    assert seconds_words(np.array([0.01234, 0.0129, 1.24])) == "13 ms (12 to 1,200 ms)"
    assert seconds_words(np.array([0.01234, 0.01234])) == "12 ms"


def test_the_slider_of_the_epochs_counts_where_these_are_equal() -> None:
    assert uncounted_words("epochs") == ""


@pytest.mark.parametrize(
    ("low", "high", "ends"), [(6.2, 33.0, (5, 50)), (1.0, 20.0, (1, 20)), (12.0, 700.0, (10, 1000))]
)
def test_an_axis_of_times_begins_and_ends_at_ticks(low: float, high: float, ends: tuple[int, int]) -> None:
    assert (round_below(low), round_above(high)) == ends
    seconds = np.array([low, high]) / 1000
    found = {1: Measured(1, np.ones(2), seconds, np.ones((2, 1)))}
    axis = time_picture(found, 1, "each 8 epochs").y
    assert (axis.low, axis.high) == pytest.approx(ends)


def test_the_sizes_that_cannot_be_told_from_the_best_are_named() -> None:
    def scored(*score: float) -> Measured:
        return Measured(1, np.array(score), np.ones(2), np.ones((2, 1)))

    found = {1: scored(0.5, 0.6), 4: scored(0.9, 0.8), 16: scored(0.85, 0.82)}
    assert compared_words(found, "each 8 epochs", 0.1).endswith(
        "With 8 epochs each at a learning rate of 0.1, the median is highest with batches of 4. "
        "These score higher than batches of 16 from 1 of 2 seeds: from that they cannot be told."
    )
    del found[16]
    assert compared_words(found, "each 8 epochs", 0.1).endswith(
        "scores higher than every other from every seed."
    )


def test_the_loss_in_the_plane_is_the_loss_of_the_network_with_these_weights() -> None:
    ways = [batch_size.moments_of(0, size, 0.1, 4) for size in (16, 512)]
    plane = plane_of(ways)
    assert plane.shares[0] > plane.shares[1]
    losses = losses_on(plane, loss_of_flat(batch_size.make_network(), batch_size.train_x, batch_size.train_y))
    model = batch_size.make_network()
    ends = np.cumsum([weight.size for weight in model.get_weights()])[:-1]
    row = 5 * GRID + 3
    parts = np.split(plane.weights()[row], ends)
    model.set_weights([part.reshape(w.shape) for part, w in zip(parts, model.get_weights(), strict=True)])
    given = model.evaluate(batch_size.train_x, batch_size.train_y, verbose=0)[0]
    assert losses[5, 3] == pytest.approx(given, rel=1e-4)
    assert flat_weights(model) == pytest.approx(plane.weights()[row])


def test_a_way_of_two_dimensions_lies_in_its_plane_and_of_three_not() -> None:
    flat = np.array([[0, 0, 0], [2, 0, 0], [2, 1, 0]], dtype=float)
    assert plane_of([flat]).share == pytest.approx(1)
    assert np.linalg.norm(plane_of([flat]).places[0][2]) == pytest.approx(5**0.5)
    # Moves of the lengths 2, 1 and 1 along three axes: 5 of 6 parts of the squares lie in the first two.
    assert plane_of([flat, flat / 2]).shares == pytest.approx((1, 1))
    apart = [np.array([[0, 0, 0], move], dtype=float) for move in ([2, 0, 0], [0, 1, 0], [0, 0, 1])]
    assert plane_of(apart).share == pytest.approx(5 / 6)


def test_the_spread_is_the_distance_from_the_middle() -> None:
    ways = [np.array([[9.0, 9.0], [x, 0.0]]) for x in (-2.0, 2.0)]
    assert spread_at_end(ways) == 2
