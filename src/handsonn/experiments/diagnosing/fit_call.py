"""What the call of fit of a case gets: arrays, the validation samples apart, plain arguments."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.samples import rows, training_rows


def fit_arguments(case: Case) -> tuple[Any, Any, dict[str, Any]]:
    """Give x, y and the other arguments of fit; the rows that validation_split asks for are set apart."""
    from handsonn.training.arrays import weights_of_classes

    given, part = case.arguments, training_rows(case)
    validation = given.get("validation_data")
    weight = given.get("sample_weight")
    if part.stop is not None:
        rest = slice(part.stop, None)
        validation = (rows(case.x, rest), rows(case.y, rest))
    elif validation is None and case.held_out is not None:
        validation = case.held_out
    if weight is not None and given.get("class_weight"):
        weight = weight * weights_of_classes(np.asarray(case.y), given["class_weight"])
    arguments = {
        "batch_size": case.batch_size,
        "validation_data": validation,
        "validation_split": 0.0,
        "shuffle": given.get("shuffle", True),
        "class_weight": given.get("class_weight") if weight is None else None,
        "sample_weight": None if weight is None else rows(weight, part),
        "validation_batch_size": given.get("validation_batch_size"),
        "callbacks": None,
    }
    return rows(case.x, part), rows(case.y, part), arguments
