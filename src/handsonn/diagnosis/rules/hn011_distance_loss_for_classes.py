"""A loss for numbers where classes are to be learnt.

What: the labels are classes, but the loss measures distances, such as the mean squared error.

Why: a distance makes class 2 twice as wrong as class 1 when the answer is 0. With sigmoid or softmax outputs
its gradient vanishes when an answer is surely wrong, which is when it is needed most, so training gets stuck.

Evidence: the different labels, the loss and the last layer.

Remedy: the cross-entropy that fits the labels, with softmax or sigmoid.

Learn more: the lab "x and y" shows which output, labels and loss fit together.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import REGRESSION, family, in_words
from handsonn.diagnosis.outputs import fitting_output, pairs_with_targets
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.task import LearningTask, class_count
from handsonn.records import ArrayFacts, Facts, Finding, OutputFacts, Severity

STEPPED = ("mean_absolute_error", "mean_absolute_percentage_error")
"""Their optimum for a probability is one of the two classes, never a probability."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find losses of distances whose target is classes."""
    for output, y, task in pairs_with_targets(facts):
        if task not in ("classes", "two classes", "several labels") or not family(output, REGRESSION):
            continue
        if task == "two classes" and not y.two_valued and "accuracy" not in output.metrics:
            continue  # two amounts, such as two doses
        severity, confidence = _weight(output, y, task)
        remedy, change = fitting_output(task, y)
        yield RULE.found(
            f"The labels name {class_count(y) or y.shape[-1]} classes, but the loss "
            f"{in_words(output.loss)} measures distances between numbers.",
            evidence=[
                (
                    f"The layer {output.layer!r} has {output.width} units and the activation "
                    f"{output.activation or 'unknown'}."
                )
            ],
            remedy=remedy,
            changes=[change],
            confidence=confidence,
            layer=output.layer,
            severity=severity,
            explains=None if severity == "error" else ("HN008",),
        )


def _weight(output: OutputFacts, y: ArrayFacts, task: LearningTask) -> tuple[Severity, float]:
    """Say how much it harms: class numbers against several units are nonsense, 0 and 1 often go well."""
    if task == "several labels" or (task == "two classes" and output.width == 1):
        if output.loss in STEPPED:
            return "warning", 0.5
        return "note", 0.3
    if not y.one_hot:
        return "error", 0.95
    return "warning", 0.8 if output.loss in STEPPED else 0.6


RULE = Rule(
    code="HN011",
    name="distance-loss-for-classes",
    title="A loss for numbers where classes are to be learnt",
    passed="The loss fits the kind of target: classes or numbers.",
    kind="data",
    severity="warning",
    needs=("model", "data"),
    check=check,
    lab="x_and_y",
    symptoms=("accuracy does not rise", "loss does not move", "loss falls slowly", "fit raises an error"),
    explains=("HN008", "HN016", "HN050"),
)
