from __future__ import annotations

import numpy as np
from sklearn.linear_model import RidgeClassifier
from sklearn.neighbors import KNeighborsClassifier

from handsonn.data import load
from handsonn.data.datasets.signals import CLASS_NAMES, TEMPLATES, signals


def test_there_are_as_many_of_each_kind_and_a_fifth_is_the_test_set() -> None:
    dataset = signals(samples=200)
    assert dataset.x.shape == (200, 40)
    assert np.bincount(np.asarray(dataset.y)).tolist() == [20] * 10
    assert dataset.test_rows == 40


def test_templates_differ_by_more_than_scale() -> None:
    unit = TEMPLATES / np.linalg.norm(TEMPLATES, axis=1, keepdims=True)
    likeness = unit @ unit.T - np.eye(10)
    assert len(TEMPLATES) == len(CLASS_NAMES)
    assert np.abs(likeness).max() < 0.95


def test_the_same_kind_stands_at_different_places() -> None:
    dataset = signals(samples=2_000, noise=0.0)
    bells = dataset.x[dataset.y == CLASS_NAMES.index("bell")]
    slopes = np.linspace(0, 1, 40) * (bells[:, -1:] - bells[:, :1])
    peaks = np.argmax(bells - slopes, axis=1)
    assert peaks.std() > 4


def test_a_linear_classifier_does_poorly_and_neighbours_do_better() -> None:
    dataset = load("signals")
    x, y, test = dataset.x, np.asarray(dataset.y), dataset.test_rows
    linear = RidgeClassifier().fit(x[:-test], y[:-test]).score(x[-test:], y[-test:])
    neighbours = KNeighborsClassifier(5).fit(x[:-test], y[:-test]).score(x[-test:], y[-test:])
    assert 0.2 < linear < 0.45
    assert neighbours > 0.7
