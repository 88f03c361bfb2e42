"""The verdict follows from paired differences alone: answers worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsonn.experiments.diagnosing.proof_words import Told, sentence
from handsonn.experiments.diagnosing.score import Scoring
from handsonn.experiments.diagnosing.verdict import (
    SMALLEST_GAIN,
    decided_early,
    judged,
    of_few_epochs,
    seeds_needed,
    smallest_gain,
)


def test_differences_without_spread_decide() -> None:
    assert judged([0.25] * 4, SMALLEST_GAIN).verdict == "proven"
    assert judged([0.0] * 4, SMALLEST_GAIN).verdict == "no gain seen"


@pytest.mark.parametrize(
    ("differences", "verdict"),
    [
        ([0.30, 0.31, 0.29, 0.30, 0.32], "proven"),
        ([0.001, 0.002, 0.001, 0.002, 0.001], "no gain seen"),  # above 0 in truth, but too small to matter
        ([-0.2, -0.21, -0.19, -0.2, -0.2], "no gain seen"),
        ([0.3, -0.2, 0.1, 0.25, -0.1], "cannot tell"),
        ([0.004, 0.006, 0.003, 0.007, 0.004], "cannot tell"),  # just about what matters
        ([0.3, 0.3], "cannot tell"),  # two seeds are too few, however clear
        ([], "cannot tell"),
    ],
)
def test_the_verdict(differences: list[float], verdict: str) -> None:
    assert judged(differences, SMALLEST_GAIN).verdict == verdict


def test_a_gain_of_exactly_what_matters_is_not_proven() -> None:
    assert judged([SMALLEST_GAIN] * 5, SMALLEST_GAIN).verdict == "cannot tell"


def test_on_few_samples_one_of_them_is_the_smallest_gain() -> None:
    assert smallest_gain(40) == 0.025
    assert smallest_gain(10_000) == SMALLEST_GAIN


def test_what_it_takes_to_tell_is_the_number_of_seeds_at_this_spread() -> None:
    # Mean 0.1, deviation 0.1: t * 0.1 / sqrt(n) < 0.1 first holds for n = 7 (2.447 < 2.646; 2.571 > 2.449).
    assert seeds_needed([0.0, 0.1, 0.2], SMALLEST_GAIN) == 7
    assert seeds_needed([1.0, -1.0, 1.0, -1.0], SMALLEST_GAIN) == 101


def test_looking_early_asks_for_a_wider_interval() -> None:
    differences = [0.1, 0.2, 0.16]  # 95 %: 0.029 to 0.278; 99 %: below 0 to 0.442
    assert judged(differences, SMALLEST_GAIN).verdict == "proven"
    assert not decided_early(differences, SMALLEST_GAIN)
    assert decided_early([0.30, 0.31, 0.29], SMALLEST_GAIN)


@given(st.lists(st.floats(-1, 1), max_size=12))
def test_a_proof_always_has_its_interval_above_nothing(differences: list[float]) -> None:
    found = judged(differences, SMALLEST_GAIN)
    assert found.low <= found.high
    if found.verdict == "proven":
        assert found.low > 0
        assert found.gain > SMALLEST_GAIN
    if found.verdict == "no gain seen":
        assert found.high < SMALLEST_GAIN
    assert (found.seeds_needed > 0) == (found.verdict == "cannot tell")


def test_few_of_the_epochs_do_not_show_that_nothing_is_gained() -> None:
    flat, worse = judged([0.0, 0.0, 0.0], 0.01), judged([-0.3, -0.3, -0.3], 0.01)
    short = of_few_epochs(flat, trained=6, asked=40)
    assert short.verdict == "cannot tell"
    assert of_few_epochs(flat, trained=30, asked=40) == flat
    assert of_few_epochs(worse, trained=6, asked=40) == worse
    told = Told(Scoring("classes", "accuracy", 0.3), [0.3] * 3, [0.3] * 3, 0.01, 100, epochs=6, asked=40)
    assert sentence(short, told).split(". ")[1:] == [
        "It would take all 40 epochs",
        "To save time, each was trained for 6 of 40 epochs.",
    ]
