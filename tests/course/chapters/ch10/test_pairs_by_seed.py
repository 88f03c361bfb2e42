"""Two settings are compared seed by seed, and with guessing."""

import numpy as np
import pytest

from handsonn.course.chapters.ch10_neural_networks.experiments.guessing import (
    guessing_loss,
    nothing_learnt_by_words,
    nothing_learnt_words,
    seeds_above,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import (
    beside_words,
    changes_words,
    lower_in,
    lower_in_all,
    lowest_in_all,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import number_words, percent_words

LOW, HIGH, MIXED = np.array([1.0, 4.0]), np.array([2.0, 5.0]), np.array([1.5, 3.0])


def test_pairs_are_told_apart_although_their_ranges_overlap() -> None:
    assert lower_in(LOW, HIGH) == 2
    assert lower_in_all(LOW, HIGH)
    assert not lower_in_all(LOW, MIXED)
    assert lowest_in_all({"a": HIGH, "b": LOW}) == "b"
    assert lowest_in_all({"a": HIGH, "b": LOW, "c": MIXED}) is None


def test_what_has_diverged_is_higher_than_every_number() -> None:
    assert lower_in(np.array([1e9, np.nan]), np.array([np.nan, np.nan])) == 1


def test_changes_are_counted_by_seed() -> None:
    before = np.array([1.0, 2.0, 3.0, 4.0])
    assert changes_words(before, np.array([2.0, 1.0, 3.0, 5.0])) == (
        "rose in 2, fell in 1 and stayed the same in 1 of 4 seeds"
    )
    assert changes_words(before, before - 1) == "fell in 4 of 4 seeds"


def test_a_score_is_set_beside_another_seed_by_seed() -> None:
    assert beside_words("tanh", HIGH, "relu", LOW) == "Tanh scores higher than relu from every seed"
    assert beside_words("tanh", LOW, "relu", HIGH) == "Tanh scores lower than relu from every seed"
    assert beside_words("tanh", LOW, "relu", LOW) == "Tanh scores the same as relu from every seed"
    assert beside_words("tanh", LOW, "relu", MIXED) == (
        "Tanh and relu cannot be told apart: of 2 seeds, the first scores higher in 1, lower in 1"
    )
    assert beside_words("tanh", LOW, "relu", np.array([1.0, 5.0])).endswith("lower in 1, the same in 1")


def test_guessing_costs_the_entropy_of_the_classes() -> None:
    assert guessing_loss(np.array([0, 1, 1, 0])) == pytest.approx(np.log(2))
    assert guessing_loss(np.arange(10)) == pytest.approx(np.log(10))
    assert guessing_loss(np.array([3, 3])) == 0


def test_a_loss_above_guessing_is_nothing_learnt() -> None:
    losses = {"SGD": np.array([0.5, 0.8]), "Adam": np.array([np.nan, 0.9]), "RMSprop": np.array([0.1, 0.2])}
    assert seeds_above(losses["Adam"], 0.69) == 2
    assert nothing_learnt_by_words(losses, 0.69).endswith("SGD from 1 of 2 seeds, Adam from all 2 seeds.")
    assert nothing_learnt_by_words({"RMSprop": losses["RMSprop"]}, 0.69) == ""
    assert "From 1 of 2 seeds" in nothing_learnt_words(losses["SGD"], 0.69)
    assert nothing_learnt_words(losses["RMSprop"], 0.69) == ""


def test_a_range_that_rounds_to_one_number_is_no_range() -> None:
    assert percent_words(np.array([0.99801, 0.99799])) == "99.8% (in all 2 seeds)"
    assert number_words(np.array([0.12341, 0.12342])) == "0.123 (in all 2 seeds)"
    assert number_words(np.array([0.1, np.nan])) == "diverged in 1 of 2 seeds"
    assert number_words(np.array([np.inf, np.nan])) == "diverged in all 2 seeds"
