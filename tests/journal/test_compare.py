import dataclasses
from functools import partial

import pytest
from journal_samples import record

from handsonn.errors import JournalError
from handsonn.journal import DifferingSetting, compare

fast = partial(record, settings={"learning_rate": 0.01, "layers": (300, 100)})


def test_only_settings_that_differ_are_shown() -> None:
    left = record("a-0001", settings={"learning_rate": 0.001, "layers": (300, 100), "l2": 0.1})
    right = record("a-0002", settings={"learning_rate": 0.01, "layers": (300, 100)}, seed=1)
    assert compare([left, right]).settings == (
        DifferingSetting("seed", (0, 1)),
        DifferingSetting("learning_rate", (0.001, 0.01)),
        DifferingSetting("l2", (0.1, None)),
    )


def test_one_and_true_and_one_point_zero_are_different_settings() -> None:
    runs = [record(settings={"shuffle": value}) for value in (1, True, 1.0)]
    assert [row.name for row in compare(runs).settings] == ["shuffle"]


def test_runs_whose_intervals_overlap_are_not_called_different() -> None:
    (score,) = compare([fast(accuracy=(0.90, 0.88, 0.92)), record(accuracy=(0.91, 0.89, 0.93))]).scores
    assert (score.best, score.level_with, score.verdict) == (1, (0,), "not called different")


def test_runs_whose_intervals_lie_apart_are_ranked_for_this_seed_and_these_samples() -> None:
    runs = [fast("a-0001", accuracy=(0.98, 0.97, 0.99)), record("a-0002")]
    comparison = compare(runs)
    (score,) = comparison.scores
    assert (score.best, score.level_with) == (0, ())
    assert score.verdict == "a-0001 is better on these test samples, with this seed"
    assert not comparison.only_seed
    other_seed = fast("a-0001", accuracy=(0.98, 0.97, 0.99), seed=1)
    assert compare([other_seed, runs[1]]).scores[0].verdict.endswith("with these seeds")


def test_of_three_runs_the_leader_and_its_equals_are_named() -> None:
    runs = [
        fast("a-0001", accuracy=(0.50, 0.45, 0.55)),
        record("a-0002", accuracy=(0.90, 0.88, 0.92)),
        record("a-0003", accuracy=(0.91, 0.89, 0.93)),
    ]
    assert compare(runs).scores[0].verdict == "a-0003 leads, but is not called different from a-0002"
    best = compare([runs[0], runs[0], runs[2]]).scores[0].verdict
    assert best == "a-0003 is the best on these test samples, with this seed"


def test_runs_that_differ_in_the_seed_alone_show_its_spread_and_have_no_winner() -> None:
    comparison = compare([record(accuracy=(0.98, 0.97, 0.99)), record(seed=1)])
    (score,) = comparison.scores
    assert comparison.only_seed
    assert (score.best, score.level_with, score.verdict) == (None, (), "the spread over seeds, no winner")


def test_where_early_stopping_ended_is_no_setting_but_an_interruption_is_a_difference() -> None:
    long = record(accuracy=(0.98, 0.97, 0.99))
    early = dataclasses.replace(record(seed=1), history={"loss": (1.5,)}, ended="early stopping")
    assert compare([long, early]).only_seed
    assert not compare([long, dataclasses.replace(early, ended="interrupted")]).only_seed


def test_the_same_settings_and_seed_have_no_winner() -> None:
    comparison = compare([record(accuracy=(0.98, 0.97, 0.99)), record()])
    assert comparison.scores[0].verdict == "no winner: the settings are the same"
    assert not comparison.only_seed


def test_scores_without_an_interval_are_not_compared() -> None:
    nan = float("nan")
    (score,) = compare([fast(accuracy=(1.0, nan, nan)), record()]).scores
    assert (score.best, score.verdict) == (None, "not compared: too few samples for an interval")


def test_runs_on_different_data_are_not_compared() -> None:
    comparison = compare([record(fingerprint="abc"), record(fingerprint="abd")])
    assert comparison.note == "the runs learnt from different data, so their scores cannot be compared."
    assert comparison.scores[0].best is None
    assert comparison.scores[0].verdict == "not compared"


def test_a_run_without_a_report_has_no_score_to_compare() -> None:
    comparison = compare([record(), record(accuracy=None)])
    assert comparison.scores[0].scores[1] is None
    assert comparison.scores[0].verdict == "not compared"
    assert compare([record(accuracy=None), record(accuracy=None)]).scores == ()


def test_a_score_that_is_no_number_is_left_out() -> None:
    assert compare([record(accuracy=(float("nan"), 0, 1)), record()]).scores[0].scores[0] is None


def test_one_run_is_no_comparison() -> None:
    with pytest.raises(JournalError, match="a comparison needs two runs or more, and got 1"):
        compare([record()])
