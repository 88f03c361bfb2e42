"""What the labels ask for: two classes, several classes, several labels at once, or numbers."""

from __future__ import annotations

from typing import Literal

from handsonn.records import ArrayFacts, Facts

LearningTask = Literal["two classes", "classes", "several labels", "numbers", "the input itself", "unknown"]

MOST_CLASSES = 200
FEWEST_OF_A_CLASS = 3.0
"""Whole numbers that repeat less often than this, on average, are amounts rather than classes."""


def task_of(facts: Facts) -> LearningTask:
    """Read from the first target what is to be learnt; the labels decide, not the loss.

    Whole numbers from 0 or 1 without gaps, each often there, are classes, unless the network was made for
    numbers: one linear unit with a regression loss and more than two values.
    """
    data = facts.data
    if data is None or not data.y:
        return "the input itself" if data is not None and _rebuilds(facts) else "unknown"
    y = data.y[0]
    if y.text:
        return "two classes" if y.distinct == 2 else "classes"  # noqa: PLR2004
    if y.one_hot:
        return "classes"
    if y.two_valued and len(y.shape) == 2 and y.shape[1] > 1:  # noqa: PLR2004
        return "several labels"
    if len(y.shape) > 2 or (len(y.shape) == 2 and y.shape[1] > 1):  # noqa: PLR2004
        return "the input itself" if y.shape == data.x[0].shape else "numbers"
    if len(y.values) == 2:  # noqa: PLR2004
        return "two classes"
    if _looks_like_classes(y) and not _made_for_numbers(facts):
        return "classes"
    return "numbers"


def class_count(y: ArrayFacts) -> int:
    """Count the classes of labels that are whole numbers or one-hot rows."""
    if y.one_hot:
        return y.shape[1]
    return len(y.values) or y.distinct


def _looks_like_classes(y: ArrayFacts) -> bool:
    values = y.values
    if not y.whole or not values or len(values) > MOST_CLASSES:
        return False
    without_gaps = values[0] in (0.0, 1.0) and values[-1] - values[0] == len(values) - 1
    return without_gaps and y.samples / len(values) >= FEWEST_OF_A_CLASS


def _made_for_numbers(facts: Facts) -> bool:
    if facts.model is None or not facts.model.outputs:
        return False
    output = facts.model.outputs[0]
    regression = output.loss.startswith(("mean_", "huber", "log_cosh"))
    return regression and output.width == 1 and output.activation in ("linear", "relu")


def _rebuilds(facts: Facts) -> bool:
    model = facts.model
    return bool(model and model.outputs and model.inputs and model.outputs[0].shape == model.inputs[0])
