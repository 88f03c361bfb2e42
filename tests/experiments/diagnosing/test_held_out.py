"""Held-out samples: the same for both arms, stratified, never trained on, never with missing numbers."""

from __future__ import annotations

import numpy as np
import pytest
from trainings_to_diagnose import flowers, network

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing import Case, case_of
from handsonn.experiments.diagnosing.held_out import apart, draw


def irises(**fit: object) -> Case:
    return case_of(network(4, 3, "softmax", "sparse_categorical_crossentropy"), *flowers(), **fit)


def test_a_fifth_of_each_class_is_set_apart_and_the_rest_keeps_its_order() -> None:
    part = apart(irises(), seed=3)
    assert (part.trained, part.held_out, part.samples, part.given) == (120, 30, 150, False)
    assert np.bincount(part.case.held_out[1]).tolist() == [10, 10, 10]
    assert (np.diff(part.case.y) >= 0).all()  # the irises are sorted by class, and still are
    rows = {row.tobytes() for row in part.case.x}
    assert sum(row.tobytes() in rows for row in part.case.held_out[0]) <= 1  # one iris is there twice


def test_another_seed_sets_other_rows_apart() -> None:
    first, second = (apart(irises(), seed).case.held_out[0] for seed in (0, 1))
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(first, apart(irises(), 0).case.held_out[0])


def test_a_validation_set_of_the_learners_is_what_is_judged_on() -> None:
    x, y = flowers()
    part = apart(irises(validation_data=(x[::3], y[::3])), seed=0)
    assert (part.trained, part.held_out, part.given) == (150, 50, True)
    np.testing.assert_array_equal(part.case.held_out[0], x[::3])


def test_of_many_samples_a_stratified_part_is_trained_on() -> None:
    part = apart(irises(), seed=0, most=60)
    assert np.bincount(part.case.y).tolist() == [20, 20, 20]


def test_rows_with_missing_numbers_are_not_judged_on() -> None:
    x, y = flowers()
    x = x.copy()
    x[::2, 1] = np.nan
    part = apart(case_of(network(4, 3, "softmax", "mse"), x, y), seed=0)
    assert np.isfinite(part.case.held_out[0]).all()
    assert (part.trained, part.held_out) == (135, 15)


def test_weights_of_samples_stay_with_their_samples() -> None:
    part = apart(irises(sample_weight=flowers()[1] + 1.0), seed=0)
    np.testing.assert_array_equal(part.case.arguments["sample_weight"], part.case.y + 1.0)


def test_too_few_samples_are_refused() -> None:
    x, y = flowers()
    with pytest.raises(DiagnosisError, match="a fair comparison needs at least 10 of each"):
        apart(case_of(network(4, 3, "softmax", "mse"), x[:30], y[:30]), seed=0)
    with pytest.raises(DiagnosisError, match="this training has no samples"):
        apart(case_of(network(4, 3, "softmax", "mse")), seed=0)


def test_each_class_gets_its_share_by_largest_remainders() -> None:
    labels = np.array([0] * 50 + [1] * 30 + [2] * 20)
    taken = draw(labels, 7, np.random.default_rng(0))
    assert np.bincount(labels[taken]).tolist() == [4, 2, 1]  # 3.5, 2.1, 1.4


def test_prices_are_drawn_at_random() -> None:
    taken = draw(np.arange(1000) * 1.5, 100, np.random.default_rng(0))
    assert len(set(taken)) == 100
    assert (np.diff(taken) > 0).all()
