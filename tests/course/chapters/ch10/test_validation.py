"""What the lab about validation teaches, on its own seeds."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from handsonn.course.chapters.ch10_neural_networks.experiments.choosing_settings import chosen_scores
from handsonn.course.chapters.ch10_neural_networks.labs import validation
from handsonn.course.live import Outcome
from handsonn.course.live.quiet_watch import QuietWatch


def last_rows(order: str, fraction: float = 0.2) -> Outcome:
    return validation.last_rows({"order": order, "fraction": fraction}, QuietWatch())


@pytest.fixture(scope="module")
def spreading() -> Outcome:
    return validation.splits({"size": 50, "epochs": 10}, QuietWatch())


@pytest.fixture(scope="module")
def choosing() -> Outcome:
    return validation.choosing({"tried": 50, "size": 25}, QuietWatch())


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
    assert "no clear difference" in outcome.notice[1]


def test_the_score_spreads_as_independent_answers_do(spreading: Outcome) -> None:
    share = spreading.facts["share"]
    for size in (25, 50, 100, 200):
        expected = np.sqrt(share * (1 - share) / size)
        assert spreading.facts[f"spread_{size}"] == pytest.approx(expected, rel=0.2)


def test_four_times_the_samples_halve_the_spread(spreading: Outcome) -> None:
    assert spreading.answer == 1
    assert len(spreading.seeds) == 20


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


def test_the_prediction_is_decided_by_five_settings_alone(choosing: Outcome) -> None:
    assert choosing.answer is None
    assert validation.choosing({"tried": 5, "size": 25}, QuietWatch()).answer == 2


def test_a_single_setting_is_judged_alike_by_both_sets() -> None:
    right = np.array([[True, False] * 20])
    both = chosen_scores(right, 20)
    assert both.sum() == pytest.approx(1.0)  # half of 40 are right, 20 in each set
    assert both[0] == pytest.approx(0.5, abs=0.02)


def test_of_two_settings_the_better_one_is_chosen() -> None:
    right = np.array([[False] * 40, [True] * 40])
    assert chosen_scores(right, 10).tolist() == [1.0, 1.0]
