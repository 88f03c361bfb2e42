"""What can be said about predictions when no labels exist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from handsonn.evaluation.class_names import names_for
from handsonn.evaluation.predictions import as_probabilities, as_values
from handsonn.records import Task, UnlabelledReport

QUANTILES = (0.0, 0.10, 0.25, 0.50, 0.75, 0.90, 1.0)


def unlabelled_report(predictions: Any, task: Task, class_names: Sequence[str] = ()) -> UnlabelledReport:
    """Count the predicted classes and say how sure the network was (or how its values spread).

    predictions: as evaluate() takes them. For a task that is not classification there are no counts.
    """
    if task != "classification":
        values = as_values(predictions)
        return UnlabelledReport((), (), _quantiles(values), len(values))
    probabilities = as_probabilities(predictions)
    num_classes = probabilities.shape[1]
    names = names_for(class_names, num_classes)
    counts = np.bincount(probabilities.argmax(axis=1), minlength=num_classes)
    return UnlabelledReport(
        names,
        tuple(int(count) for count in counts),
        _quantiles(probabilities.max(axis=1)),
        len(probabilities),
    )


def _quantiles(values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in np.quantile(values, QUANTILES))
