import dataclasses

import numpy as np
import pytest

from handsonn.plots.score_words import alike, number, score_sentence, spread
from handsonn.records import (
    ClassificationReport,
    ConfusionMatrix,
    RegressionReport,
    Score,
    UnlabelledReport,
)


def classification(value: float, low: float, high: float) -> ClassificationReport:
    score = Score("accuracy", value, low, high, 0.1, "always 'cat'", higher_is_better=True)
    return ClassificationReport((score,), (), ConfusionMatrix(np.eye(2), ("cat", "dog")), 1360)


def test_both_ends_of_an_interval_have_the_same_decimals() -> None:
    score = Score(
        "mean absolute error", 0.169, 0.06755, 0.3099, 1.0, "always the mean", higher_is_better=False
    )
    assert spread(score) == "0.0675 to 0.3099"
    assert alike("mean absolute error", 0.169, score.low, score.high)[0] == "0.1690"
    assert alike("mean absolute error", 19_500.4, 9.5) == ("19,500", "9.5")


def test_an_accuracy_stands_with_its_interval_and_baseline() -> None:
    assert score_sentence(classification(0.964, 0.942, 0.981)) == (
        "The network names the right class for 96.4% of the 1,360 test samples "
        "(95% interval 94.2% to 98.1%). "
        "The baseline (always 'cat') reaches 10.0%."
    )


@pytest.mark.parametrize(
    ("report", "ending"),
    [
        (
            classification(0.15, 0.05, 0.2),
            ": on these 1,360 test samples the network cannot be told apart from that.",
        ),
        (classification(0.05, 0.01, 0.09), "the network is worse than that."),
    ],
)
def test_a_network_that_does_not_beat_the_baseline_is_not_praised(
    report: ClassificationReport, ending: str
) -> None:
    assert score_sentence(report).endswith(ending)


def test_too_few_samples_have_no_interval_and_no_verdict() -> None:
    nan = float("nan")
    score = Score("mean absolute error", 5.49, nan, nan, 9, "always the mean", higher_is_better=False)
    assert score_sentence(RegressionReport((score,), np.zeros(1), np.zeros(1), "y", 1)) == (
        "On the 1 test sample the network misses y by 5.49 on average (too few samples for an interval). "
        "The baseline (always the mean) misses it by 9: "
        "so few samples do not tell which of the two is better."
    )
    assert "(too few samples for an interval)" in score_sentence(classification(1.0, nan, nan))
    assert str(score) == ("mean absolute error 5.49 (too few samples for an interval; always the mean: 9)")


def test_samples_of_a_single_class_are_said_to_be_so() -> None:
    report = classification(0.964, 0.942, 0.981)
    alone = ConfusionMatrix(np.array([[0, 0], [49, 1311]]), ("cat", "dog"))
    assert score_sentence(dataclasses.replace(report, confusion=alone)).endswith(
        " All test samples are of one class, 'dog': nothing here tells how the others are recognised."
    )
    both = ConfusionMatrix(np.array([[1, 0], [48, 1311]]), ("cat", "dog"))
    assert "of one class" not in score_sentence(dataclasses.replace(report, confusion=both))


def test_samples_of_the_learner_are_not_called_test_samples() -> None:
    said = score_sentence(classification(0.15, 0.05, 0.2), "labelled samples")
    assert ": on these 1,360 labelled samples the network" in said
    assert "test samples" not in said


def test_an_error_is_told_in_target_units() -> None:
    score = Score("mean absolute error", 641.3, 508, 798.2, 3372, "always the mean", higher_is_better=False)
    assert score_sentence(RegressionReport((score,), np.zeros(3), np.zeros(3), "price", 3)) == (
        "On the 3 test samples the network misses price by 641.3 on average (95% interval 508.0 to 798.2). "
        "The baseline (always the mean) misses it by 3,372."
    )


def test_a_worse_error_is_told_as_worse() -> None:
    score = Score("mean absolute error", 9, 8, 10, 3, "always the mean", higher_is_better=False)
    report = RegressionReport((score,), np.zeros(3), np.zeros(3), "", 3)
    assert "misses the target by 9" in score_sentence(report)
    assert score_sentence(report).endswith("the network is worse than that.")


def test_without_labels_or_report_nothing_is_claimed() -> None:
    assert score_sentence(UnlabelledReport((), (), (1.0,) * 7, 5)).endswith("nothing says what is right.")
    sure = UnlabelledReport(("cat",), (1230,), (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0), 1230)
    assert score_sentence(sure) == (
        "The 1,230 samples have no labels, so nothing says what is right. "
        "For half of them the network is more than 80% sure."
    )
    assert "not evaluated" in score_sentence(None)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("accuracy", 0.99951, "100.0%"),
        ("R2", 0.92345, "0.9234"),
        ("log loss", float("nan"), "not a number"),
        ("mean absolute error", 1234567.8, "1,234,568"),
        ("mean absolute error", 3372.4, "3,372"),
    ],
)
def test_numbers_have_the_digits_that_count(name: str, value: float, shown: str) -> None:
    assert number(name, value) == shown
