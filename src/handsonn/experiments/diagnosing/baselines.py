"""What answers without a network reach: always the same one, and a linear model on standardised inputs."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.held_out import draw
from handsonn.experiments.diagnosing.model_edits import all_layers
from handsonn.experiments.diagnosing.scaling import fit_scaling
from handsonn.experiments.diagnosing.score import Scoring, classes_of

MOST_ROWS = 1500
MOST_FEATURES = 4000


def linear_score(case: Case, scoring: Scoring) -> float | None:
    """Score logistic regression (ridge regression for numbers) on the case's held-out samples.

    None where a linear model has nothing to say: several inputs, ids for an Embedding, missing numbers,
    several labels at once.
    """
    if not isinstance(case.x, np.ndarray) or not isinstance(case.y, np.ndarray) or case.held_out is None:
        return None
    if scoring.kind == "several labels" or _looks_up(case.model):
        return None
    held_x, held_y = case.held_out
    labels = classes_of(case.y) if scoring.kind == "classes" else case.y.reshape(len(case.y), -1)
    if len(labels) != len(case.x) or not _usable(case.x) or case.y.dtype.kind not in "biuf":
        return None
    which = draw(np.ravel(labels[: len(case.x)]) if scoring.kind == "classes" else np.arange(len(case.x)),
                 min(MOST_ROWS, len(case.x)), np.random.default_rng(0))  # fmt: skip
    rows, held = _flat(case.x[which]), _flat(held_x)
    scaling = fit_scaling("standard", rows)
    return _fit_and_score(scaling(rows), labels[which], scaling(held), held_y, scoring)


def _fit_and_score(rows: Any, labels: Any, held: Any, truth: Any, scoring: Scoring) -> float | None:
    from sklearn.linear_model import LogisticRegression, Ridge

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that 200 steps did not suffice does not matter for a baseline
        if scoring.kind == "numbers":
            return scoring.score(Ridge().fit(rows, labels).predict(held), truth)
        if len(np.unique(labels)) < 2:  # noqa: PLR2004
            return None
        predicted = LogisticRegression(max_iter=200, tol=1e-3).fit(rows, labels).predict(held)
    return scoring.share(predicted, classes_of(truth))


def _flat(x: Any) -> Any:
    return np.asarray(x, np.float64).reshape(len(x), -1)


def _usable(x: Any) -> bool:
    size = int(np.prod(x.shape[1:]))
    return x.dtype.kind in "biuf" and 0 < size <= MOST_FEATURES and bool(np.isfinite(x).all())


def _looks_up(model: Any) -> bool:
    return any(type(layer).__name__ == "Embedding" for layer in all_layers(model))
