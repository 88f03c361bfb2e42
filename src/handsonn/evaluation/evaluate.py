"""One call that judges a network's predictions, whatever the task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from handsonn.evaluation.class_names import names_for
from handsonn.evaluation.classification import classification_report
from handsonn.evaluation.labels import class_labels, target_values
from handsonn.evaluation.predictions import as_probabilities, as_values
from handsonn.evaluation.regression import regression_report
from handsonn.evaluation.unlabelled import unlabelled_report
from handsonn.records import Report, Task


def evaluate(
    predictions: Any,
    y: Any | None,
    *,
    task: Task,
    class_names: Sequence[str] = (),
    target_name: str = "",
    train_y: Any | None = None,
    seed: int = 0,
) -> Report:
    """Judge a network's raw outputs on labelled samples, or say what can be said without labels.

    predictions: what model.predict(x) returns. Classification: probabilities, logits or scores, shape
        (samples, classes), or (samples,) or (samples, 1) for two classes. Regression: (samples,) or
        (samples, 1), in target units.
    y: class numbers (or one-hot rows), or target values; None gives an UnlabelledReport.
    train_y: the training samples' labels, from which the baselines learn (the most frequent class, the class
        frequencies, the mean). None lets them learn from y, and their names say so.
    seed: of the bootstrap.
    Raises DataError when predictions and labels do not fit together, or are NaN.
    """
    generator = np.random.default_rng(seed)
    if y is None or task == "unlabelled":
        return unlabelled_report(predictions, task, class_names)
    if task == "regression":
        values = as_values(predictions)
        targets = target_values(y, len(values))
        train = None if train_y is None else target_values(train_y, len(train_y), "training targets")
        return regression_report(values, targets, target_name, train, generator)
    probabilities = as_probabilities(predictions)
    names = names_for(class_names, probabilities.shape[1])
    labels = class_labels(y, len(probabilities), len(names))
    train = None if train_y is None else class_labels(train_y, len(train_y), len(names), "training labels")
    return classification_report(probabilities, labels, names, train, generator)
