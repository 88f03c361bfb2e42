from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from handsonn.evaluation import ConfusedPair, most_confused, rates, worst_mistakes
from handsonn.records import ConfusionMatrix

PROBABILITIES = np.array([[0.9, 0.1], [0.6, 0.4], [0.01, 0.99], [0.5, 0.5], [0.2, 0.8]])


def test_the_most_confident_wrong_prediction_comes_first() -> None:
    assert worst_mistakes(PROBABILITIES, np.array([0, 1, 0, 1, 0])).tolist() == [2, 4, 1, 3]


def test_count_limits_the_list() -> None:
    assert worst_mistakes(PROBABILITIES, np.array([0, 1, 0, 1, 0]), count=1).tolist() == [2]


def test_no_mistake_gives_an_empty_list() -> None:
    assert worst_mistakes(np.eye(3), np.arange(3)).tolist() == []


def test_a_regression_lists_the_largest_residuals() -> None:
    assert worst_mistakes([1.0, 5.0, 3.0], np.array([1.0, 1.0, 4.0])).tolist() == [1, 2]


def test_whole_number_targets_are_a_regression_when_it_says_so() -> None:
    assert worst_mistakes([1.0, 5.0], np.array([1, 3]), task="regression").tolist() == [1]


@given(st.integers(0, 2**32 - 1), st.integers(1, 20))
def test_every_listed_row_is_wrong_and_none_left_out_is_worse(seed: int, count: int) -> None:
    generator = np.random.default_rng(seed)
    probabilities, y = generator.dirichlet(np.ones(3), size=30), generator.integers(3, size=30)
    rows = worst_mistakes(probabilities, y, count)
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != y)
    assert set(rows) <= set(wrong)
    assert len(rows) == min(count, len(wrong))
    rest = np.setdiff1d(wrong, rows)
    confidence = probabilities.max(axis=1)
    assert not len(rest) or confidence[rest].max() <= confidence[rows].min()


def confusion() -> Any:
    return ConfusionMatrix(np.array([[8, 2, 0], [5, 5, 0], [0, 0, 0]]), ("cat", "dog", "eel"))


def test_rates_are_shares_of_each_true_class_and_of_nothing_there_is_none() -> None:
    shares = rates(confusion())
    assert shares[:2].tolist() == [[0.8, 0.2, 0.0], [0.5, 0.5, 0.0]]
    assert np.isnan(shares[2]).all()


def test_most_confused_names_true_and_predicted_class() -> None:
    assert most_confused(confusion()) == (
        ConfusedPair("dog", "cat", 5, 0.5),
        ConfusedPair("cat", "dog", 2, 0.2),
    )
    assert len(most_confused(confusion(), count=1)) == 1


def test_a_perfect_classifier_confuses_nothing() -> None:
    assert most_confused(ConfusionMatrix(np.diag([3, 4]), ("a", "b"))) == ()
