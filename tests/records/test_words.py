"""What a learner sees who prints a data set, a split, a score or a run: a line, not a million numbers."""

from __future__ import annotations

import handsonn as hn
from handsonn.records import Score


def test_a_data_set_says_its_size_shape_and_task() -> None:
    digits = hn.load("digits")
    words = "Dataset(digits: 1,797 samples of shape (8, 8), uint8; classification into 10 classes)"
    assert repr(digits) == words
    assert "regression of price" in repr(hn.load("diamonds"))


def test_a_split_says_how_many_samples_each_part_has() -> None:
    words = repr(hn.split(hn.load("iris"), validation=0.1, test=0.2, scaler="standard"))
    assert words.startswith(
        "Split(train 105, validation 15, test 30 samples of shape (4,); scaler standard; "
    )


def test_a_score_says_its_interval_and_the_baseline() -> None:
    score = Score("accuracy", 0.9, 0.85, 0.94, 0.1, "always 'cat'", higher_is_better=True)
    assert str(score) == "accuracy 0.9 (95% interval 0.85 to 0.94; always 'cat': 0.1)"


def test_a_run_and_its_report_are_lines_to_read() -> None:
    run = hn.Experiment("iris", layers=(4,), epochs=2).run(seed=1)
    assert repr(run).startswith("Run(iris, seed 1, 2 epochs: accuracy ")
    assert [line.split()[0] for line in str(run.report).splitlines()] == ["accuracy", "macro", "log"]
    assert len(repr(run.experiment)) < 600
