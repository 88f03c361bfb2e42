"""A ReLU output for targets below zero.

What: the last layer's activation gives no negative number, and some targets are negative.

Why: ReLU answers 0 wherever the sum is negative, and where it answers 0 no gradient comes back. Targets below
zero push the unit there; often it answers 0 for every sample and stays so.

Evidence: the last layer's activation, and the smallest target.

Remedy: a last layer without an activation.

Learn more: the lab "Activations and depth" shows what each activation does.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import REGRESSION, family
from handsonn.diagnosis.outputs import pairs_with_targets
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import number
from handsonn.records import Change, Facts, Finding

NEVER_NEGATIVE = ("relu", "relu6", "softplus", "exponential")


def check(facts: Facts) -> Iterator[Finding]:
    """Find outputs that cannot be negative whose targets are."""
    for output, y, _ in pairs_with_targets(facts):
        if output.activation not in NEVER_NEGATIVE or not family(output, REGRESSION) or not y.minimum < 0.0:
            continue
        yield RULE.found(
            f"Targets go down to {number(y.minimum)}, but {output.activation} in the last layer never "
            "gives a negative number.",
            evidence=[
                f"The layer {output.layer!r} has the activation {output.activation}.",
                f"The mean of the targets is {number(y.mean)}.",
            ],
            remedy="Leave the activation of the last layer out: a linear unit can give any number.",
            changes=[
                Change("output", {"units": max(output.width, 1), "activation": "linear", "loss": output.loss})
            ],
            confidence=1.0 if y.mean < y.deviation else 0.7,
            layer=output.layer,
        )


RULE = Rule(
    code="HN018",
    name="relu-for-negative-targets",
    title="A ReLU output for targets below zero",
    passed="No negative targets are asked of an output that is never negative.",
    kind="data",
    severity="error",
    needs=("model", "data"),
    check=check,
    lab="activations",
    symptoms=("predictions never negative", "always the same answer", "loss does not move"),
)
