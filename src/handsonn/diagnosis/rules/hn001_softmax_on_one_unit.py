"""Softmax over a single unit.

What: the last layer has one unit and the activation softmax.

Why: softmax divides what each unit gives by the sum over the units, so that they add up to 1. With one
unit, it divides a number by itself: the output is 1 for every sample, whatever the weights are, and their
gradient is 0.

Evidence: the last layer's size and activation, as compiled.

Remedy: one unit with the activation sigmoid for two classes; one unit for each class with softmax for more;
one linear unit for numbers.

Learn more: the lab "x and y" shows which output, labels and loss fit together.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.outputs import fitting_output
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.task import task_of
from handsonn.records import Change, Facts, Finding


def check(facts: Facts) -> Iterator[Finding]:
    """Find outputs of one unit whose activation is softmax."""
    for output in facts.model.outputs if facts.model else ():
        if output.activation == "softmax" and output.width == 1:
            remedy, change = _remedy(facts)
            yield RULE.found(
                "The last layer applies softmax to a single unit, so it answers 1 for every sample and "
                "nothing can be learnt.",
                evidence=[f"The layer {output.layer!r} has 1 unit and the activation softmax."],
                remedy=remedy,
                changes=[change],
                confidence=1.0,
                layer=output.layer,
            )


def _remedy(facts: Facts) -> tuple[str, Change]:
    task = task_of(facts)
    if task == "numbers":
        return (
            "Leave the activation out: a linear unit can give any number.",
            Change("output", {"units": 1, "activation": "linear", "loss": "mean_squared_error"}),
        )
    if task == "classes" and facts.data is not None:
        return fitting_output(task, facts.data.y[0])
    return (
        "Use the activation sigmoid: one unit then gives the probability of class 1.",
        Change("output", {"units": 1, "activation": "sigmoid", "loss": "binary_crossentropy"}),
    )


RULE = Rule(
    code="HN001",
    name="softmax-on-one-unit",
    title="Softmax over a single unit",
    passed="No output applies softmax to a single unit.",
    kind="configuration",
    severity="error",
    needs=("model",),
    check=check,
    lab="x_and_y",
    symptoms=("always the same answer", "loss does not move"),
    explains=("HN015",),
)
