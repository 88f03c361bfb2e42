"""The data of a training: what validates, how the rows lie, which of them are the same."""

from __future__ import annotations

import random
from typing import Any

import keras
import numpy as np
import pytest
from sklearn.datasets import load_iris

from handsonn.probes import data_facts, fit_facts
from handsonn.probes.row_codes import row_codes

GENERATOR = np.random.default_rng(0)
X = GENERATOR.normal(size=(600, 5))
Y = (X[:, 0] + X[:, 1] > 0).astype(int)


class Batches(keras.utils.PyDataset):
    """Ten batches of 30 samples, with noise from NumPy's global generator."""

    @property
    def num_batches(self) -> int:
        return 10

    def __getitem__(self, place: int) -> Any:
        rows = slice(30 * place, 30 * place + 30)
        return X[rows] + 0 * np.random.rand(), Y[rows]


def test_validation_split_takes_the_last_rows_and_the_whole_is_told_as_given() -> None:
    facts = data_facts(X, Y, validation_split=0.25)
    assert (facts.validation, facts.x[0].samples) == ("split", 600)
    np.testing.assert_allclose(facts.x[0].feature_deviation, X.std(axis=0))
    np.testing.assert_allclose(facts.validation_x[0].feature_mean, X[450:].mean(axis=0))
    assert facts.y[0].counts == tuple(np.bincount(Y))
    assert facts.validation_y[0].samples == 150


def test_an_explicit_validation_set_wins_over_a_split() -> None:
    facts = data_facts(X[:500], Y[:500], (X[500:], Y[500:]), 0.5)
    assert (facts.validation, facts.validation_x[0].samples, facts.x[0].samples) == ("data", 100, 500)
    assert max(facts.apart) < 0.5
    scaled = data_facts(X[:500], Y[:500], (X[500:] * 255 + 128, Y[500:]))
    assert min(scaled.apart) > 50


def test_a_pixel_that_is_always_zero_in_training_is_no_other_scale() -> None:
    x, other = X * 1.0, X[:50] * 1.0
    x[:, 0] = 0.0
    other[:, 0] = 0.0
    other[0, 0] = 0.1
    assert data_facts(x, Y, (other, Y[:50])).apart[0] < 0.5


def test_sorted_labels_change_seldom_and_their_last_rows_are_of_one_class() -> None:
    iris = load_iris()
    order = data_facts(iris.data, iris.target, validation_split=0.2).order
    assert order is not None
    assert (order.changes, order.last_rows, order.last_shares) == (2, 30, {"2": 1.0})
    assert order.expected_changes == pytest.approx(100.0)  # 149 pairs, of which 100 of 149 differ
    shuffled = GENERATOR.permutation(iris.target)
    mixed = data_facts(iris.data, shuffled).order
    assert mixed is not None
    assert mixed.changes > 70


def test_order_is_told_of_text_and_of_one_hot_rows_but_not_of_numbers() -> None:
    text = data_facts(X, np.array(["no", "yes"])[Y]).order
    one_hot = data_facts(X, np.eye(2)[Y]).order
    assert text is not None
    assert one_hot is not None
    assert set(text.first_shares) == {"no", "yes"}
    assert one_hot.changes == text.changes == np.count_nonzero(np.diff(Y))
    assert data_facts(X, X[:, 0]).order is None


def test_repeated_contradicting_and_shared_rows_are_counted() -> None:
    x = np.concatenate([X[:90], X[:10]])  # 20 of 100 rows occur twice
    y = np.concatenate([Y[:90], Y[:10]])
    y[90:95] = 1 - y[90:95]  # 5 pairs contradict
    rows = data_facts(x, y, (np.concatenate([X[:5], X[300:315]]), Y[:20])).rows
    assert rows is not None
    assert (rows.repeated, rows.contradicting, rows.shared) == (0.2, 0.1, 0.25)
    assert rows.nearly_shared == 0.25


def test_rows_with_a_little_noise_are_nearly_shared() -> None:
    noisy = X[:40] + 1e-6
    rows = data_facts(X[:300], Y[:300], (np.concatenate([noisy, X[400:440]]), Y[:80])).rows
    assert rows is not None
    assert rows.shared == 0.0
    assert rows.nearly_shared == pytest.approx(0.5, abs=0.05)


def test_rounding_one_feature_tells_nothing() -> None:
    x = GENERATOR.normal(size=(20_000, 1))
    rows = data_facts(x[:15_000], None, (x[15_000:], None)).rows
    assert rows is not None
    assert (rows.shared, rows.nearly_shared) == (0.0, 0.0)


def test_zero_and_minus_zero_and_other_types_of_the_same_number_are_equal() -> None:
    rows = data_facts(
        np.array([[0.0], [1.0], [2.0], [3.0]]), None, (np.array([[-0.0]], "float32"), None)
    ).rows
    assert rows is not None
    assert rows.shared == 1.0


@pytest.mark.parametrize("dtype", ["uint8", "int64", "float32", "float64"])
def test_unequal_rows_have_unequal_codes(dtype: str) -> None:
    grid = np.stack(np.meshgrid(*[np.arange(20)] * 3), axis=-1).reshape(-1, 3).astype(dtype)
    assert len(np.unique(row_codes([grid], [grid.dtype]))) == 8000


def test_the_feature_that_copies_the_label_is_found() -> None:
    leaking = np.column_stack([X, Y * 3.0 - 1.0])
    rows = data_facts(leaking, Y).rows
    assert rows is not None
    assert (rows.telling_feature, rows.telling_score) == (5, 1.0)
    assert rows.guess_score == pytest.approx(0.5, abs=0.1)
    honest = data_facts(X, Y).rows
    assert honest is not None
    assert honest.telling_score < 0.85


def test_a_copied_number_is_found_too() -> None:
    target = X[:, 2] * 10 + 3
    rows = data_facts(X, target).rows
    assert rows is not None
    assert (rows.telling_feature, rows.guess_score, rows.neighbours_agree) == (2, 0.0, None)
    assert rows.telling_score > 0.99


def test_neighbours_agree_where_labels_mean_something_and_not_where_they_are_shuffled() -> None:
    iris = load_iris()
    real = data_facts(iris.data, iris.target).rows
    shuffled = data_facts(iris.data, GENERATOR.permutation(iris.target)).rows
    assert real is not None
    assert shuffled is not None
    assert real.neighbours_agree is not None
    assert shuffled.neighbours_agree is not None
    assert real.neighbours_agree > 0.9
    assert shuffled.neighbours_agree < 0.6


def test_several_inputs_are_several_arrays() -> None:
    facts = data_facts({"wide": X, "deep": X[:, :2]}, {"kind": Y, "size": X[:, :1]})
    assert [item.name for item in facts.x] == ["wide", "deep"]
    assert [item.name for item in facts.y] == ["kind", "size"]
    assert [item.shape for item in data_facts([X, X[:, :2]], Y).x] == [(600, 5), (600, 2)]
    assert facts.rows is not None


def test_a_list_of_rows_is_one_array() -> None:
    facts = data_facts(X[:20].tolist(), Y[:20].tolist())
    assert (facts.x[0].shape, facts.x[0].given_as, facts.y[0].shape) == ((20, 5), "list", (20,))
    assert data_facts(list(X[:50]), Y[:50]).x[0].shape == (50, 5)


def test_the_first_samples_of_a_dataset_are_read_and_no_generator_notices() -> None:
    np.random.seed(1)
    random.seed(1)
    before = np.random.get_state()[1].tolist(), random.getstate()
    facts = data_facts(Batches(), validation_data=Batches())
    assert (np.random.get_state()[1].tolist(), random.getstate()) == before
    assert (facts.x[0].shape, facts.x[0].given_as, facts.y[0].shape) == ((300, 5), "dataset", (300,))
    assert (facts.rows.shared if facts.rows else None) == 1.0


def test_a_generator_is_left_alone() -> None:
    batches = iter([(X, Y), (X, Y)])
    facts = data_facts(batches)
    assert (facts.x[0].given_as, facts.y, facts.rows) == ("generator", (), None)
    assert len(list(batches)) == 2


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (np.zeros((0, 3)), np.zeros(0)), (np.zeros(4), np.zeros(4)), (np.ones((5, 2)), np.ones(4)),
        (np.full((30, 2), np.nan), np.arange(30)), (np.array([["a"], ["b"]]), np.array(["c", "d"])),
        (np.full((50, 2), 1e300), np.arange(50.0)), (np.float64(1.0), np.float64(2.0)), (None, None),
        (np.array([[1.0, np.inf], [2.0, -np.inf]] * 20), np.arange(40) % 2),
    ],
)  # fmt: skip
def test_odd_data_are_read_without_a_complaint(x: Any, y: Any) -> None:
    data_facts(x, y)
    data_facts(x, y, validation_split=0.3)


def test_the_same_seed_draws_the_same_rows() -> None:
    assert data_facts(X, Y, seed=3).rows == data_facts(X, Y, seed=3).rows


def test_the_call_of_fit_is_counted_in_steps() -> None:
    facts = fit_facts(X, {"batch_size": 64, "epochs": 5, "validation_split": 0.2, "verbose": 0})
    assert (facts.samples, facts.steps, facts.validation_split) == (600, 8, 0.2)  # 480 samples train
    assert (facts.batch_size, facts.epochs, facts.other) == (64, 5, {"verbose": 0})
    plain = fit_facts(X)
    assert (plain.batch_size, plain.epochs, plain.steps, plain.shuffle) == (32, 1, 19, True)


def test_other_arguments_of_fit_are_named() -> None:
    stop = keras.callbacks.EarlyStopping()
    facts = fit_facts(
        X, {"callbacks": [stop], "class_weight": {0: 1.0}, "shuffle": False, "steps_per_epoch": 3}
    )
    assert (facts.callbacks, facts.class_weight, facts.shuffle, facts.steps) == (
        ("EarlyStopping",),
        True,
        False,
        3,
    )
    assert fit_facts(X, {"validation_split": 0.5, "validation_data": (X, Y)}).validation_split == 0.0


def test_a_dataset_tells_its_batches_and_a_generator_nothing() -> None:
    facts = fit_facts(Batches(), {"batch_size": None})
    assert (facts.samples, facts.batch_size, facts.steps) == (300, 30, 10)
    assert (fit_facts(iter([])).samples, fit_facts(None).steps) == (0, 0)
