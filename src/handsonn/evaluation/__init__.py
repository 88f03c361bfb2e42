"""Judging a network: scores with intervals against a trivial baseline, or what can be said without labels."""

from handsonn.evaluation.evaluate import evaluate
from handsonn.evaluation.mistakes import ConfusedPair, most_confused, worst_mistakes
from handsonn.evaluation.predictions import (
    Outputs,
    as_probabilities,
    as_values,
    outputs_kind,
    predicted_classes,
)
from handsonn.evaluation.rates import rates

__all__ = [
    "ConfusedPair",
    "Outputs",
    "as_probabilities",
    "as_values",
    "evaluate",
    "most_confused",
    "outputs_kind",
    "predicted_classes",
    "rates",
    "worst_mistakes",
]
