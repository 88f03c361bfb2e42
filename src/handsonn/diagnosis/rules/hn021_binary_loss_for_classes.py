"""Binary cross-entropy where one of several classes is right.

What: the labels are one-hot rows of three or more classes, and the loss is binary cross-entropy.

Why: binary cross-entropy asks a separate yes-or-no question of each unit. With ten classes, nine of the ten
answers are "no" for each sample, so answering "no" to everything already looks 90 % right, both in the loss
and in binary accuracy.

Evidence: the rows of the labels hold exactly one 1; the loss, as compiled.

Remedy: softmax and categorical cross-entropy.

Learn more: the lab "x and y" shows which output, labels and loss fit together.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import BINARY, family
from handsonn.diagnosis.outputs import fitting_output, pairs_with_targets
from handsonn.diagnosis.rule import Rule
from handsonn.records import Facts, Finding


def check(facts: Facts) -> Iterator[Finding]:
    """Find binary cross-entropy with one-hot labels of three classes or more."""
    for output, y, task in pairs_with_targets(facts):
        if not y.one_hot or output.width < 3 or not family(output, BINARY):  # noqa: PLR2004
            continue
        remedy, change = fitting_output(task, y)
        told = [f"The metric {name} counts each of the {output.width} answers by itself."
                for name in output.metrics if name == "binary_accuracy"]  # fmt: skip
        yield RULE.found(
            f"One of {y.shape[-1]} classes is right for each sample, but binary cross-entropy asks a "
            "separate question of each unit.",
            evidence=[f"Every row of y holds one 1 among {y.shape[-1]} columns.", *told],
            remedy=remedy,
            changes=[change],
            confidence=0.7 if told or output.activation == "softmax" else 0.5,
            layer=output.layer,
        )


RULE = Rule(
    code="HN021",
    name="binary-loss-for-classes",
    title="Binary cross-entropy where one of several classes is right",
    passed="Binary cross-entropy is not used for one-hot labels of several classes.",
    kind="data",
    severity="warning",
    needs=("model", "data"),
    check=check,
    lab="x_and_y",
    symptoms=("accuracy does not rise", "always the same answer", "good in training, wrong in use"),
    explains=("HN040",),
)
