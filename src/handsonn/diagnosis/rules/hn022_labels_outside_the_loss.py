"""Labels outside what the loss can take.

What: labels of -1 and 1, or 1 to k, or real numbers, with a loss that counts from 0 or expects 0 and 1.

Why: sparse categorical cross-entropy counts classes from 0 to the number of units less 1, binary
cross-entropy expects numbers between 0 and 1. Any other label makes the loss negative, NaN, or a comparison
with a class that is not there; Keras does not complain.

Evidence: the smallest and largest label, the loss, and the number of units.

Remedy: class numbers that count from 0 (scikit-learn's LabelEncoder makes them); or a loss for numbers.

Learn more: the lab "x and y" shows which output, labels and loss fit together.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import BINARY, CATEGORICAL, HINGE, SPARSE, family, in_words
from handsonn.diagnosis.outputs import fitting_output, pairs_with_targets
from handsonn.diagnosis.raised import shapes_told
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.task import LearningTask
from handsonn.diagnosis.words import number
from handsonn.records import ArrayFacts, Change, Facts, Finding, OutputFacts

MARGIN = 1e-6
NOT_NEGATIVE = frozenset({"poisson", "mean_squared_logarithmic_error", "kl_divergence"})

_Fault = tuple[str, str, list[Change]]


def check(facts: Facts) -> Iterator[Finding]:
    """Find labels that the loss cannot take."""
    for output, y, task in pairs_with_targets(facts):
        fault = None if y.text else _fault(output, y, task)
        if fault is None:
            continue
        cause, remedy, changes = fault
        yield RULE.found(
            cause,
            evidence=[
                f"The labels go from {number(y.minimum)} to {number(y.maximum)}.",
                f"The loss is {in_words(output.loss)}.",
                *shapes_told(facts.raised),
            ],
            remedy=remedy,
            changes=changes,
            confidence=1.0,
            layer=output.layer,
        )


def _fault(output: OutputFacts, y: ArrayFacts, task: LearningTask) -> _Fault | None:
    if family(output, SPARSE):
        return _sparse_fault(output, y, task)
    if family(output, BINARY | CATEGORICAL) and _is_outside(y, 0.0, 1.0):
        return _probability_fault(output, y, task)
    if family(output, HINGE) and task == "numbers" and _is_outside(y, -1.0, 1.0):
        return _for_numbers(output, y)
    if family(output, NOT_NEGATIVE) and y.minimum < -MARGIN:
        return (
            (
                f"The labels go down to {number(y.minimum)}, but the loss {in_words(output.loss)} takes "
                "no negative numbers."
            ),
            "Compile with the loss mean_squared_error and a linear output.",
            [fitting_output("numbers", y)[1]],
        )
    return None


def _sparse_fault(output: OutputFacts, y: ArrayFacts, task: LearningTask) -> _Fault | None:
    units = output.width
    if units < 2 or y.one_hot:  # noqa: PLR2004
        return None
    if not y.whole and y.distinct != 0:
        return _for_numbers(output, y)
    if y.minimum >= 0.0 and y.maximum <= units - 1:
        return None
    expected = f"sparse categorical cross-entropy with {units} units counts classes from 0 to {units - 1}"
    cause = f"The labels go from {number(y.minimum)} to {number(y.maximum)}, but {expected}."
    if 0 < len(y.values) <= units:
        return (
            cause,
            "Number the classes from 0, as LabelEncoder does.",
            [Change("labels", {"to": "from_zero"})],
        )
    if task != "classes":
        return _for_numbers(output, y)
    remedy, change = fitting_output(task, y)
    return cause, remedy, [change]


def _probability_fault(output: OutputFacts, y: ArrayFacts, task: LearningTask) -> _Fault | None:
    if task in {"numbers", "the input itself"}:
        return _for_numbers(output, y)
    told = (
        f"The labels go from {number(y.minimum)} to {number(y.maximum)}, but {in_words(output.loss)} expects"
    )
    if task == "two classes" and output.width == 1:
        return (
            f"{told} 0 and 1.",
            "Turn the labels into 0 and 1 before fit.",
            [Change("labels", {"to": "zero_one"})],
        )
    if task == "classes" and output.width == 1:
        remedy, change = fitting_output(task, y)
        return f"{told} 0 and 1.", remedy, [change]
    return None


def _for_numbers(output: OutputFacts, y: ArrayFacts) -> _Fault:
    remedy, change = fitting_output("numbers", y)
    return (
        (
            f"The targets are numbers from {number(y.minimum)} to {number(y.maximum)}, but "
            f"{in_words(output.loss)} is a loss for classes or probabilities."
        ),
        remedy,
        [change],
    )


def _is_outside(y: ArrayFacts, low: float, high: float) -> bool:
    return y.minimum < low - MARGIN or y.maximum > high + MARGIN


RULE = Rule(
    code="HN022",
    name="labels-outside-the-loss",
    title="Labels outside what the loss can take",
    passed="Every label is one that the loss can take.",
    kind="data",
    severity="error",
    needs=("model", "data"),
    check=check,
    lab="x_and_y",
    symptoms=("loss is negative", "loss is nan", "accuracy does not rise", "loss does not move"),
    explains=("HN008", "HN017", "HN050"),
)
