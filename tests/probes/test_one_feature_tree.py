"""The tree on one feature scores as scikit-learn's does, which is grown in the same way."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from handsonn.probes.one_feature_tree import tree_score
from handsonn.records import Array

GENERATOR = np.random.default_rng(0)
SMOOTH = GENERATOR.normal(size=900)
STEPS = GENERATOR.integers(0, 12, 900).astype(float)


@pytest.mark.parametrize("values", [SMOOTH, STEPS, SMOOTH[:21]], ids=["smooth", "steps", "few"])
@pytest.mark.parametrize("leaves", [8, 64])
def test_it_scores_as_scikit_learn_does(values: Array, leaves: int) -> None:
    noise = GENERATOR.normal(size=len(values))
    classes = np.digitize(values + 0.3 * noise, np.quantile(values, [0.2, 0.5, 0.6]))
    numbers, half = np.sin(3 * values) + 0.2 * noise + 1e3, len(values) // 2
    column = values[:, None]
    for labels, kind in ((classes, DecisionTreeClassifier), (numbers, DecisionTreeRegressor)):
        tree = kind(max_leaf_nodes=leaves, random_state=0).fit(column[:half], labels[:half])
        found = tree_score(values, labels, leaves=leaves, classes=kind is DecisionTreeClassifier)
        assert found == pytest.approx(tree.score(column[half:], labels[half:]), abs=1e-9)


def test_a_feature_that_never_varies_tells_what_a_guess_tells() -> None:
    constant = np.ones(8)
    assert tree_score(constant, np.array([0, 0, 0, 1, 0, 0, 1, 1]), leaves=8, classes=True) == 0.5
    assert tree_score(constant, np.array([1.0, 3.0, 1.0, 3.0] * 2), leaves=8, classes=False) == 0.0


def test_numbers_that_are_all_the_same_in_the_second_half_are_right_or_wrong() -> None:
    values = np.arange(8.0)
    assert (
        tree_score(values, np.array([1.0, 2.0, 3.0, 4.0, 4.0, 4.0, 4.0, 4.0]), leaves=8, classes=False) == 1.0
    )
    assert (
        tree_score(values, np.array([1.0, 2.0, 3.0, 4.0, 9.0, 9.0, 9.0, 9.0]), leaves=8, classes=False) == 0.0
    )
