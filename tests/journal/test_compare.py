import pytest
from journal_samples import record

from handsonn.errors import JournalError
from handsonn.journal import DifferingSetting, compare


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


def test_runs_whose_intervals_overlap_cannot_be_told_apart() -> None:
    (score,) = compare([record(accuracy=(0.90, 0.88, 0.92)), record(accuracy=(0.91, 0.89, 0.93))]).scores
    assert (score.best, score.level_with, score.verdict) == (1, (0,), "cannot tell apart")


def test_runs_whose_intervals_lie_apart_are_ranked() -> None:
    (score,) = compare([record("a-0001", accuracy=(0.98, 0.97, 0.99)), record("a-0002")]).scores
    assert (score.best, score.level_with, score.verdict) == (0, (), "a-0001 is better")


def test_of_three_runs_the_leader_and_its_equals_are_named() -> None:
    runs = [
        record("a-0001", accuracy=(0.50, 0.45, 0.55)),
        record("a-0002", accuracy=(0.90, 0.88, 0.92)),
        record("a-0003", accuracy=(0.91, 0.89, 0.93)),
    ]
    assert compare(runs).scores[0].verdict == "a-0003 leads, but cannot be told apart from a-0002"
    assert compare([runs[0], runs[0], runs[2]]).scores[0].verdict == "a-0003 is the best"


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
