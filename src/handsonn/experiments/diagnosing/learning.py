"""What a case is to learn, and the score that tells how well."""

from __future__ import annotations

import numpy as np

from handsonn.diagnosis.task import task_of
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.samples import as_arrays
from handsonn.experiments.diagnosing.score import Scoring, scoring_for
from handsonn.models.backend import load_keras
from handsonn.records import DataFacts, Facts

_KINDS = {"two classes": "classes", "classes": "classes", "several labels": "several labels"}


def scoring_of(case: Case) -> Scoring:
    """Choose the score from the labels as the learner gave them; from the held-out ones where there are."""
    from handsonn.probes import array_facts, model_facts

    arrays = as_arrays(case)
    y = arrays.y if arrays.y is not None else arrays.x
    first = np.asarray(load_keras().tree.flatten(y)[0])
    x = load_keras().tree.flatten(arrays.x)[0]
    targets = () if arrays.y is None else (array_facts(first, "y"),)
    facts = Facts(model=model_facts(case.model, arrays.x), data=DataFacts((array_facts(x, "x"),), targets))
    truth = first
    if case.held_out is not None:
        held_x, held_y = case.held_out
        truth = np.asarray(load_keras().tree.flatten(held_y if held_y is not None else held_x)[0])
    return scoring_for(_KINDS.get(task_of(facts), "numbers"), truth)
