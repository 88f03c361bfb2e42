"""What the labels ask for: two classes, several classes, several labels at once, or numbers."""

from __future__ import annotations

from typing import Literal

from handsonn.diagnosis.losses import COUNTS, CROSS_ENTROPY, REGRESSION, SPARSE
from handsonn.records import ArrayFacts, Facts, OutputFacts

LearningTask = Literal["two classes", "classes", "several labels", "numbers", "the input itself", "unknown"]

MOST_CLASSES = 200
MOST_CLASSES_WITH_GAPS = 50
FEW_VALUES = 10
"""Up to as many values are classes where the output is bounded, whatever the loss is."""
FEWEST_OF_A_CLASS = 3.0
"""Whole numbers that repeat less often than this, on average, are amounts rather than classes."""
_MATRIX = 2  # axes of a matrix: samples and columns
_FOR_NUMBERS = ("linear", "relu", "softplus", "exponential")


def task_of(facts: Facts) -> LearningTask:
    """Read from the first target what is to be learnt; the labels decide, not the loss.

    Whole numbers from 0 or 1 without gaps, each often there, are classes, unless the network was made for
    numbers: one linear unit with a regression loss and more than two values.
    """
    return task_at(facts, 0)


def task_at(facts: Facts, place: int) -> LearningTask:
    """Read from the target at `place` what its output is to learn."""
    data = facts.data
    if data is None or len(data.y) <= place:
        return "the input itself" if data is not None and not data.y and _rebuilds(facts) else "unknown"
    y = data.y[place]
    outputs = facts.model.outputs if facts.model is not None else ()
    output = outputs[place] if len(outputs) > place else None
    if y.text:
        return "two classes" if y.distinct == 2 else "classes"  # noqa: PLR2004
    if data.x and len(y.shape) > 1 and y.shape[1:] != (1,) and y.shape == data.x[0].shape:
        return "the input itself"
    if is_column(y):
        return _task_of_column(y, output)
    return _task_of_table(y, output)


def is_column(y: ArrayFacts) -> bool:
    """Tell whether there is one value for each sample."""
    return len(y.shape) == 1 or (len(y.shape) == _MATRIX and y.shape[1] == 1)


def class_count(y: ArrayFacts) -> int:
    """Count the classes of labels that are whole numbers or one-hot rows."""
    if y.one_hot:
        return y.shape[1]
    return len(y.values) or y.distinct


def _task_of_column(y: ArrayFacts, output: OutputFacts | None) -> LearningTask:
    if len(y.values) == 2:  # noqa: PLR2004
        return "two classes"
    if _made_for_numbers(output, len(y.values)):
        return "numbers"
    return "classes" if _looks_like_classes(y, output) else "numbers"


def _task_of_table(y: ArrayFacts, output: OutputFacts | None) -> LearningTask:
    """Read a target of several values for each sample."""
    if y.one_hot:
        return "classes"
    if output is not None and output.loss in SPARSE and y.whole and y.shape[1:] == output.shape[:-1]:
        return "classes"
    if y.two_valued and len(y.shape) == _MATRIX:
        return "several labels"
    return "numbers"


def _looks_like_classes(y: ArrayFacts, output: OutputFacts | None) -> bool:
    values = y.values
    if not y.whole or not values or len(values) > MOST_CLASSES:
        return False
    if y.samples / len(values) < FEWEST_OF_A_CLASS and not _has_a_unit_for_each(output, values):
        return False
    without_gaps = values[0] in (0.0, 1.0) and values[-1] - values[0] == len(values) - 1
    return without_gaps or (_meant_as_classes(output) and len(values) <= MOST_CLASSES_WITH_GAPS)


def _has_a_unit_for_each(output: OutputFacts | None, values: tuple[float, ...]) -> bool:
    """Tell whether the network was made for just these class numbers, however few samples there are."""
    if output is None or output.loss not in SPARSE:
        return False
    return values[0] >= 0 and values[-1] < (output.width or 0)


def _meant_as_classes(output: OutputFacts | None) -> bool:
    """Tell whether the network was compiled for classes, whatever the labels are."""
    return output is not None and (output.loss in CROSS_ENTROPY or output.activation == "softmax")


def _made_for_numbers(output: OutputFacts | None, values: int) -> bool:
    """Tell whether the network was made for numbers, such as counts; accuracy speaks of classes."""
    if output is None or output.width != 1 or "accuracy" in output.metrics:
        return False
    unlimited = output.activation in _FOR_NUMBERS or values > FEW_VALUES
    numeric = unlimited and output.loss in REGRESSION
    return numeric or output.loss in COUNTS


def _rebuilds(facts: Facts) -> bool:
    model = facts.model
    return bool(model and model.outputs and model.inputs and model.outputs[0].shape == model.inputs[0])
