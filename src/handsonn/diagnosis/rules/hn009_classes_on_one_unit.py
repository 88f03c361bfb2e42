"""Several classes on one unit.

What: the labels number three or more classes, and the last layer has a single unit.

Why: one sigmoid unit tells two classes apart: its answer is the probability of class 1. A label of 2 asks
for a probability above 1. The loss becomes negative and the accuracy that of class 1 at best.

Evidence: the different labels, and the size of the last layer.

Remedy: one unit for each class, softmax, and sparse categorical cross-entropy.

Learn more: the lab "x and y" shows which output, labels and loss fit together.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import BINARY, HINGE, family, in_words
from handsonn.diagnosis.outputs import fitting_output, pairs_with_targets
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.task import class_count
from handsonn.diagnosis.words import number
from handsonn.records import Facts, Finding


def check(facts: Facts) -> Iterator[Finding]:
    """Find one unit with a loss of two classes, or sigmoid, whose labels are three classes or more."""
    for output, y, task in pairs_with_targets(facts):
        if task != "classes" or output.width != 1 or y.one_hot or not y.values:
            continue
        two_classes = family(output, BINARY | HINGE) or output.activation == "sigmoid"
        if not two_classes or output.loss.endswith("categorical_crossentropy"):
            continue
        remedy, change = fitting_output(task, y)
        first = y.values[0]
        yield RULE.found(
            f"The labels name {class_count(y)} classes, from {number(first)} to {number(y.values[-1])}, "
            "but the last layer has one unit, which can only tell two classes apart.",
            evidence=[
                f"The layer {output.layer!r} has 1 unit and the activation {output.activation or 'unknown'}.",
                f"The loss is {in_words(output.loss)}." if output.loss else "There is no loss.",
            ],
            remedy=remedy,
            changes=[change],
            confidence=1.0,
            layer=output.layer,
        )


RULE = Rule(
    code="HN009",
    name="classes-on-one-unit",
    title="Several classes on one unit",
    passed="No single unit has to tell more than two classes apart.",
    kind="data",
    severity="error",
    needs=("model", "data"),
    check=check,
    lab="x_and_y",
    symptoms=("loss is negative", "accuracy does not rise", "always the same answer"),
    explains=("HN022", "HN017", "HN011", "HN008"),
)
