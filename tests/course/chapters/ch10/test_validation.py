"""What the lab about validation teaches, on its own seeds."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from handsonn.course.chapters.ch10_neural_networks.experiments.choosing_settings import (
    chosen_draws,
    typical_draw,
)
from handsonn.course.chapters.ch10_neural_networks.labs import validation
from handsonn.course.live import Outcome
from handsonn.course.live.quiet_watch import QuietWatch
from handsonn.course.pictures import Bars, Curves, Table


def last_rows(order: str, fraction: float = 0.2) -> Outcome:
    return validation.last_rows({"order": order, "fraction": fraction}, QuietWatch())


@pytest.fixture(scope="module")
def spreading() -> Outcome:
    return validation.splits({"size": 50, "epochs": 10}, QuietWatch())


@pytest.fixture(scope="module")
def choosing() -> Outcome:
    return validation.choosing({"tried": 50, "size": 25}, QuietWatch())


@pytest.fixture(scope="module")
def five() -> Outcome:
    return validation.choosing({"tried": 5, "size": 25}, QuietWatch())


def test_the_last_rows_are_the_ones_that_keras_takes() -> None:
    train, held_out = validation.two_ways("published", 0.2, 0)["last"]
    assert (len(train), len(held_out)) == (1149, 288)  # floor(1437 x 0.8)
    assert train.max() < held_out.min()


@pytest.mark.parametrize("order", ["published", "class", "shuffled"])
def test_no_row_is_in_two_parts(order: str) -> None:
    new = set(validation.kept_and_new(0)[1])
    assert len(new) == 360
    for train, held_out in validation.two_ways(order, 0.3, 0).values():
        assert len(new | set(train) | set(held_out)) == 1797 == len(new) + len(train) + len(held_out)


def test_digits_sorted_by_class_make_the_last_rows_a_trap() -> None:
    outcome = last_rows("class")
    assert outcome.answer == 0
    assert (outcome.facts["training_classes"], outcome.facts["validation_classes"]) == (8, 3)
    assert outcome.facts["val_last"] < 0.1
    assert 0.7 < outcome.facts["new_last"] < 0.85
    assert outcome.facts["val_drawn"] == pytest.approx(outcome.facts["new_drawn"], abs=0.02)


def test_digits_as_published_make_the_last_rows_too_hard() -> None:
    outcome = last_rows("published")
    promised, kept = (np.array(outcome.keras_gives[name]) for name in ("val_last", "new_last"))
    assert promised.max() < kept.min()
    assert "the promise is too low" in outcome.notice[1]
    assert outcome.answer is None
    assert outcome.facts["on_last"] < outcome.facts["elsewhere"] - 0.02
    assert "several writers" in outcome.notice[3]


def test_the_points_are_those_between_the_shares_that_are_shown() -> None:
    for sentence in last_rows("published").notice[1:3]:
        promised, kept, points = map(float, re.findall(r"([-+]?\d+\.\d)(?:%| points)", sentence))
        assert points == pytest.approx(promised - kept, abs=1e-6)


def test_shuffled_digits_have_no_trap() -> None:
    outcome = last_rows("shuffled")
    assert abs(outcome.facts["gap"]) < 0.03
    assert "no clear difference, since which is higher depends on the seed" in outcome.notice[1]


def test_lower_from_every_seed_and_yet_small_is_said_so() -> None:
    said = last_rows("published", 0.1).notice[2]
    assert "lower in 5): lower from every seed, but by about a point or less in the mean, too little" in said
    assert "no clear difference" not in said


def test_the_cost_of_the_held_out_rows_is_said_in_words() -> None:
    said = last_rows("class").notice[-1]
    assert re.search(r"held out the last rows score 1\d\.\d points lower than the others \(over", said)


def test_the_score_spreads_as_independent_answers_do(spreading: Outcome) -> None:
    share = spreading.facts["share"]
    for size in (25, 50, 100, 200):
        expected = np.sqrt(share * (1 - share) / size)
        assert spreading.facts[f"spread_{size}"] == pytest.approx(expected, rel=0.2)


def test_four_times_the_samples_halve_the_spread(spreading: Outcome) -> None:
    assert spreading.answer == 1
    assert len(spreading.seeds) == 20


def test_after_one_epoch_the_networks_differ_and_more_samples_do_not_help(spreading: Outcome) -> None:
    short = validation.splits({"size": 50, "epochs": 1}, QuietWatch())
    assert short.facts["spread_25"] / short.facts["spread_400"] < 2
    assert spreading.facts["spread_25"] / spreading.facts["spread_400"] > 3
    assert "the networks themselves differ" in short.notice[3]
    assert "networks themselves" not in " ".join(spreading.notice)
    assert short.answer is None


def test_every_validation_set_of_a_size_is_counted_once() -> None:
    right = np.array([[True, True, False, True, True], [False, False, True, True, False]])
    assert validation.every_score(right, 2).tolist() == [1.0, 0.5, 0.0, 1.0]


def test_the_best_of_many_promises_more_than_it_keeps_and_the_more_the_more(choosing: Outcome) -> None:
    facts: dict[str, Any] = choosing.facts
    assert abs(facts["gap_1"]) < 0.01
    assert facts["gap_1"] < facts["gap_5"] < facts["gap_50"]
    gaps = np.subtract(choosing.keras_gives["validation_score"], choosing.keras_gives["test_score"])
    assert gaps.min() > 0.02


def test_more_validation_samples_make_the_promise_more_honest(choosing: Outcome) -> None:
    more = validation.choosing({"tried": 50, "size": 200}, QuietWatch())
    assert more.facts["gap"] < choosing.facts["gap"] / 2


def test_the_prediction_is_decided_by_five_settings_alone(choosing: Outcome, five: Outcome) -> None:
    assert choosing.answer is None
    assert five.answer == 2


def test_choosing_beats_a_blind_pick_in_every_set_of_training_rows(five: Outcome) -> None:
    chosen, blind = (np.array(five.keras_gives[name]) for name in ("test_score", "picked_blindly"))
    assert (chosen > blind).all()
    assert five.facts["test"] > five.facts["picked_blindly"] + 0.1
    assert "Choosing is worth it" in five.notice[2]


def test_the_gap_is_that_between_the_scores_that_are_shown(five: Outcome, choosing: Outcome) -> None:
    for outcome in (five, choosing):
        validation, test = map(float, re.findall(r"(\d+\.\d)%", outcome.notice[0]))
        gap = re.match(r"The gap is ([-+]?\d+\.\d) points", outcome.notice[1])
        assert gap is not None
        assert float(gap[1]) == pytest.approx(validation - test, abs=1e-6)


def test_at_the_most_settings_the_gap_is_said_once(five: Outcome, choosing: Outcome) -> None:
    assert "For the best of 50" in five.notice[1]
    assert "For the best of" not in choosing.notice[1]


def test_with_one_setting_nothing_is_compared() -> None:
    outcome = validation.choosing({"tried": 1, "size": 25}, QuietWatch())
    assert outcome.facts["test"] == outcome.facts["picked_blindly"]
    assert "nothing is chosen" in outcome.notice[0]
    assert not re.search(r"-0\.0", " ".join(outcome.notice))


def test_the_histogram_holds_every_draw_and_the_table_a_typical_one(five: Outcome) -> None:
    gaps, best = five.pictures["gaps"], five.pictures["best"]
    assert isinstance(gaps, Bars)
    assert gaps.sets[0].values.sum() == 5 * 200
    assert isinstance(best, Table)
    *_, validation_score, test_score = best.rows[0]
    own = five.keras_gives["validation_score"][0] - five.keras_gives["test_score"][0]
    assert float(validation_score) - float(test_score) == pytest.approx(own, abs=0.01)


def test_the_typical_draw_is_the_one_nearest_to_the_mean_gap() -> None:
    assert (
        typical_draw(np.array([[0.9, 0.5, 0], [0.9, 0.8, 0], [0.9, 0.9, 0]])) == 1
    )  # gaps 0.4, 0.1, 0; mean 0.17


def test_equal_scores_lie_side_by_side_and_no_expected_score_is_above_one(spreading: Outcome) -> None:
    picture = spreading.pictures["scores"]
    assert isinstance(picture, Curves)
    chosen, expected = picture.lines[1], picture.lines[2]
    assert len(np.unique(chosen.x)) == len(chosen.x) == 20
    assert expected.y.max() <= 1


def test_a_single_setting_is_judged_alike_by_both_sets() -> None:
    right = np.array([[True, False] * 20])
    validation_score, test_score, blind = chosen_draws(right, 20).mean(axis=0)
    assert validation_score + test_score == pytest.approx(1.0)  # half of 40 are right, 20 in each set
    assert validation_score == pytest.approx(0.5, abs=0.02)
    assert blind == test_score


def test_of_two_settings_the_better_one_is_chosen() -> None:
    right = np.array([[False] * 40, [True] * 40])
    assert chosen_draws(right, 10).mean(axis=0).tolist() == [1.0, 1.0, 0.5]
