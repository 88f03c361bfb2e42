"""A categorical cross-entropy of a single unit.

What: the last layer has one unit, and the loss is categorical or sparse categorical cross-entropy.

Why: these losses compare the units with each other, and with one unit there is nothing to compare. The loss
is exactly 0 from the first step (or never moves), its gradient is 0, and no weight changes.

Evidence: the size of the last layer and the loss, as compiled.

Remedy: sigmoid and binary cross-entropy for two classes; one unit for each class for more; mean squared
error for numbers.

Learn more: the lab "x and y" shows which output, labels and loss fit together.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import CATEGORICAL, SPARSE, family, in_words
from handsonn.diagnosis.outputs import fitting_output, pairs
from handsonn.diagnosis.rule import Rule
from handsonn.records import Facts, Finding


def check(facts: Facts) -> Iterator[Finding]:
    """Find outputs of one unit under a loss that compares units."""
    for pair in pairs(facts):
        output = pair.output
        if output.width != 1 or not family(output, CATEGORICAL | SPARSE):
            continue
        remedy, change = fitting_output(pair.task, pair.y)
        yield RULE.found(
            f"The loss {in_words(output.loss)} compares the units of the last layer, but there is only "
            "one, so nothing can be learnt.",
            evidence=[
                f"The layer {output.layer!r} has 1 unit and the activation {output.activation or 'unknown'}."
            ],
            remedy=remedy,
            changes=[change],
            confidence=0.99,
            layer=output.layer,
        )


RULE = Rule(
    code="HN015",
    name="cross-entropy-of-one-unit",
    title="A categorical cross-entropy of a single unit",
    passed="No categorical cross-entropy is computed of a single unit.",
    kind="configuration",
    severity="error",
    needs=("model",),
    check=check,
    lab="x_and_y",
    symptoms=("loss is zero", "loss does not move", "always the same answer", "loss is nan"),
    explains=("HN009", "HN010", "HN016", "HN017", "HN022", "HN050"),
)
