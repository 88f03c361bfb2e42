"""The digits are scikit-learn's, read without importing it."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_digits

from handsonn.data import load
from handsonn.data.datasets import digits


def test_the_digits_are_those_of_scikit_learn() -> None:
    dataset, oracle = load("digits"), load_digits()
    np.testing.assert_array_equal(dataset.x, oracle.images)
    np.testing.assert_array_equal(dataset.y, oracle.target)
    assert (dataset.x.dtype, dataset.x.shape, dataset.y.dtype) == (np.uint8, (1797, 8, 8), np.int64)


def test_where_the_file_is_somewhere_else_scikit_learn_finds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    here = load("digits")
    monkeypatch.setattr(digits, "find_spec", lambda _: None)
    elsewhere = load("digits")
    np.testing.assert_array_equal(elsewhere.x, here.x)
    np.testing.assert_array_equal(elsewhere.y, here.y)
