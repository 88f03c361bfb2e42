"""The score reads raw outputs as the learner would: answers known by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from handsonn.experiments.diagnosing.score import Scoring, predicted_classes, scoring_for

CLASSES = Scoring("classes", "accuracy", 0.5)


def test_several_columns_answer_with_the_largest() -> None:
    outputs = np.array([[0.1, 0.9], [0.8, 0.2], [0.4, 0.6]])
    assert CLASSES.score(outputs, np.array([1, 0, 0])) == pytest.approx(2 / 3)
    assert CLASSES.score(outputs, np.array([[0, 1], [1, 0], [1, 0]])) == pytest.approx(2 / 3)


def test_one_column_answers_with_the_nearest_label() -> None:
    outputs = np.array([[0.2], [0.7], [0.9]])
    assert list(predicted_classes(outputs, np.array([0, 1, 1]))) == [0, 1, 1]
    assert list(predicted_classes(np.array([[1.2], [2.6], [0.0]]), np.array([1, 2, 3]))) == [1, 3, 1]


def test_a_logit_is_class_1_above_0_and_so_is_an_output_of_hinge() -> None:
    outputs = np.array([[-0.1], [0.2]])
    assert list(predicted_classes(outputs, np.array([0, 1]), logits=True)) == [0, 1]
    assert list(predicted_classes(outputs, np.array([0, 1]), hinge=True)) == [0, 1]
    assert list(predicted_classes(outputs, np.array([0, 1]))) == [0, 0]


def test_labels_that_no_output_stands_for_are_wrong() -> None:
    assert CLASSES.score(np.array([[0.1, 0.9]] * 4), np.array([1, 2, 2, 2])) == 0.25


def test_a_rare_class_makes_it_balanced() -> None:
    truth = np.array([0] * 9 + [1])
    scoring = scoring_for("classes", truth)
    assert (scoring.name, scoring.chance) == ("balanced accuracy", 0.5)
    assert scoring.score(np.zeros((10, 1)), truth) == 0.5


def test_equal_classes_are_scored_by_accuracy() -> None:
    scoring = scoring_for("classes", np.array([0, 1, 2] * 5))
    assert (scoring.name, scoring.chance) == ("accuracy", pytest.approx(1 / 3))


def test_numbers_are_scored_by_the_share_of_variance() -> None:
    scoring = scoring_for("numbers", np.array([1.0, 2.0, 3.0]))
    assert scoring.score(np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 3.0])) == 1.0
    assert scoring.score(np.array([[1.0], [2.0], [2.0]]), np.array([1.0, 2.0, 3.0])) == 0.5
    assert scoring.score(np.array([[9.0], [9.0], [9.0]]), np.array([1.0, 2.0, 3.0])) == 0.0


def test_scaled_targets_give_the_same_score() -> None:
    generator = np.random.default_rng(0)
    truth, outputs = generator.normal(size=50), generator.normal(size=(50, 1)) * 0.1
    scoring = scoring_for("numbers", truth)
    outputs = outputs + truth[:, None]
    assert scoring.score(outputs, truth) == pytest.approx(scoring.score(outputs * 90 + 7, truth * 90 + 7))


def test_several_labels_at_once_are_scored_one_by_one() -> None:
    truth = np.array([[1, 0], [0, 1], [1, 1], [0, 0]])
    scoring = scoring_for("several labels", truth)
    assert (scoring.name, scoring.chance) == ("accuracy", 0.5)
    assert scoring.score(np.array([[0.9, 0.1], [0.1, 0.9], [0.9, 0.1], [0.1, 0.1]]), truth) == 0.875


@pytest.mark.parametrize(
    ("outputs", "truth"), [(np.array([[math.nan]] * 3), np.arange(3)), (np.zeros((2, 1)), np.arange(3))]
)
def test_what_cannot_be_compared_is_no_number(outputs: np.ndarray, truth: np.ndarray) -> None:
    assert math.isnan(CLASSES.score(outputs, truth))
