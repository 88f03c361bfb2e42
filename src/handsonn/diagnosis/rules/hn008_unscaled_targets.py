"""Targets that were not scaled.

What: the numbers to be predicted are very large or very small, and the loss is one of distances.

Why: the first predictions lie around 0. With targets around 200,000, the loss starts at 40 billion, and a
step of the usual size hardly moves the answer; with targets around 0.01, the first weights alone make errors
far larger than the targets.

Evidence: the mean and the standard deviation of the targets.

Remedy: scale the targets with StandardScaler fitted on the training rows, and turn predictions back with
its inverse_transform. Or end the network with a Rescaling layer that holds the targets' deviation and mean.

Learn more: the lab "Scaling the features" shows what scaling changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import REGRESSION, family
from handsonn.diagnosis.outputs import pairs_with_targets
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import number
from handsonn.records import ArrayFacts, Change, Facts, Finding

LARGE = 20.0
FAR = 50.0
SMALL = 0.05
RELATIVE = ("mean_absolute_percentage_error", "mean_squared_logarithmic_error")


def check(facts: Facts) -> Iterator[Finding]:
    """Find targets of a loss of distances whose deviation or mean is far from 1."""
    for output, y, task in pairs_with_targets(facts):
        if task != "numbers" or not family(output, REGRESSION) or output.loss in RELATIVE:
            continue
        if not _is_odd(y) or output.activation == "exponential" or _is_rescaled(facts):
            continue
        yield RULE.found(
            f"The targets have a mean of {number(y.mean)} and a standard deviation of "
            f"{number(y.deviation)}; a network learns best when both are near 0 and 1.",
            evidence=[f"The targets go from {number(y.minimum)} to {number(y.maximum)}."],
            remedy="Take the mean of the training targets from all targets and divide by their standard "
            "deviation (as StandardScaler does); turn the predictions back with the same two numbers.",
            changes=[Change("scale_targets", {"scaler": "standard"})],
            confidence=_confidence(y),
            layer=output.layer,
        )


def _is_odd(y: ArrayFacts) -> bool:
    large = y.deviation > LARGE or abs(y.mean) > FAR
    small = 0.0 < y.deviation < SMALL and abs(y.mean) < 1.0
    return large or small


def _is_rescaled(facts: Facts) -> bool:
    """Tell whether the network ends with a layer that brings its answers to the size of the targets."""
    layers = facts.model.layers if facts.model is not None else ()
    return bool(layers) and layers[-1].kind == "Rescaling"


def _confidence(y: ArrayFacts) -> float:
    size = max(y.deviation, abs(y.mean))
    if size < 1.0:
        return 0.5
    return 0.9 if size > 1e3 else 0.8 if size > 100.0 else 0.6  # noqa: PLR2004


RULE = Rule(
    code="HN008",
    name="unscaled-targets",
    title="Targets that were not scaled",
    passed="The targets are of a size that a network learns well.",
    kind="data",
    severity="warning",
    needs=("model", "data"),
    check=check,
    lab="scaling",
    symptoms=("loss falls slowly", "loss is nan", "loss goes up and down", "always the same answer"),
)
