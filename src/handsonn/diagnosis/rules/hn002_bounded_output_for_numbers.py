"""An output whose activation cannot reach the targets.

What: the last layer's activation gives numbers between two limits, and targets lie outside them.

Why: sigmoid and softmax answer between 0 and 1, tanh between -1 and 1. A target of 25 stays out of reach,
so the loss cannot fall below a large value, and the predictions stick to the nearest limit.

Evidence: the activation of the last layer, and the smallest and largest target.

Remedy: a last layer without an activation, which can give any number; or targets scaled into the range.

Learn more: the lab "x and y" shows which output goes with numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import REGRESSION, family
from handsonn.diagnosis.outputs import pairs_with_targets
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import number
from handsonn.records import ArrayFacts, Change, Facts, Finding

LIMITS = {
    "sigmoid": (0.0, 1.0), "hard_sigmoid": (0.0, 1.0), "softmax": (0.0, 1.0), "tanh": (-1.0, 1.0),
    "hard_tanh": (-1.0, 1.0), "softsign": (-1.0, 1.0),
}  # fmt: skip
MARGIN = 0.1
"""Targets may lie this share of the range outside, as those of a scaler fitted on other rows do."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find bounded outputs with a loss for numbers whose targets lie outside the bounds."""
    for output, y, task in pairs_with_targets(facts):
        limits = LIMITS.get(output.activation)
        if limits is None or not family(output, REGRESSION) or y.one_hot or y.two_valued:
            continue
        low, high = limits
        margin = MARGIN * (high - low)
        if task == "classes" or (y.minimum >= low - margin and y.maximum <= high + margin):
            continue
        yield RULE.found(
            f"The targets go from {number(y.minimum)} to {number(y.maximum)}, but {output.activation} "
            f"only gives numbers between {number(low)} and {number(high)}.",
            evidence=[
                f"The layer {output.layer!r} has the activation {output.activation}.",
                f"The mean of the targets is {number(y.mean)}.",
            ],
            remedy="Leave the activation of the last layer out: a linear unit can give any number.",
            changes=[_linear(output.width, output.loss)],
            confidence=_confidence(y, low, high),
            layer=output.layer,
        )


def _confidence(y: ArrayFacts, low: float, high: float) -> float:
    return 1.0 if y.mean < low or y.mean > high or y.deviation > high - low else 0.85


def _linear(units: int, loss: str) -> Change:
    return Change("output", {"units": max(units, 1), "activation": "linear", "loss": loss})


RULE = Rule(
    code="HN002",
    name="bounded-output-for-numbers",
    title="An output that cannot reach the targets",
    passed="Every target lies in the range that the last layer can give.",
    kind="data",
    severity="error",
    needs=("model", "data"),
    check=check,
    lab="x_and_y",
    symptoms=("loss does not move", "predictions never negative", "always the same answer"),
)
