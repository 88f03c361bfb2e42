from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from handsonn.errors import DataError
from handsonn.evaluation import as_probabilities, as_values, outputs_kind, predicted_classes

LOGITS = arrays.arrays(np.float64, (5, 3), elements=st.floats(-50, 50))


def test_probabilities_pass_as_they_are() -> None:
    given_ = np.array([[0.2, 0.8], [0.5, 0.5]])
    assert outputs_kind(given_) == "probabilities"
    assert np.allclose(as_probabilities(given_), given_)


def test_one_sigmoid_column_is_the_probability_of_the_second_class() -> None:
    for column in ([0.2, 0.9], [[0.2], [0.9]]):
        assert outputs_kind(column) == "probabilities"
        assert np.allclose(as_probabilities(column), [[0.8, 0.2], [0.1, 0.9]])


def test_logits_pass_through_softmax() -> None:
    assert outputs_kind([[2.0, 0.0, -1.0]]) == "logits"
    wanted = np.exp([2.0, 0.0, -1.0]) / np.exp([2.0, 0.0, -1.0]).sum()
    assert np.allclose(as_probabilities([[2.0, 0.0, -1.0]]), [wanted])


def test_a_column_of_logits_passes_through_the_sigmoid() -> None:
    assert outputs_kind([-3.0, 5.0]) == "logits"
    assert np.allclose(as_probabilities([-3.0, 5.0])[:, 1], 1 / (1 + np.exp([3.0, -5.0])))


def test_one_sigmoid_per_class_is_divided_by_the_sum() -> None:
    assert outputs_kind([[0.9, 0.9], [0.0, 0.0]]) == "scores"
    assert np.allclose(as_probabilities([[0.9, 0.1], [0.3, 0.9], [0.0, 0.0]])[1:], [[0.25, 0.75], [0.5, 0.5]])


def test_half_precision_sums_are_close_enough_to_one() -> None:
    rows = np.random.default_rng(0).dirichlet(np.ones(1000), size=20).astype(np.float16)
    assert outputs_kind(rows) == "probabilities"


@given(LOGITS)
def test_every_row_becomes_a_distribution_and_keeps_its_winner(logits: Any) -> None:
    probabilities = as_probabilities(logits)
    assert np.allclose(probabilities.sum(axis=1), 1)
    assert probabilities.min() >= 0
    rows = np.arange(len(logits))
    assert np.allclose(probabilities[rows, logits.argmax(axis=1)], probabilities.max(axis=1))


@given(LOGITS)
def test_huge_logits_do_not_overflow(logits: Any) -> None:
    assert np.isfinite(as_probabilities(logits * 1e6)).all()


def test_predicted_classes_are_class_numbers() -> None:
    assert predicted_classes([[0.1, 0.9], [0.7, 0.3]]).tolist() == [1, 0]
    assert predicted_classes([0.1, 0.9, 0.5]).tolist() == [0, 1, 0]


def test_mixed_precision_outputs_are_read() -> None:
    ml_dtypes = pytest.importorskip("ml_dtypes")
    assert as_values(np.array([[1.5], [2.0]], dtype=ml_dtypes.bfloat16)).tolist() == [1.5, 2.0]


def test_text_is_refused() -> None:
    with pytest.raises(DataError, match="not numbers"):
        as_values(["a"])
