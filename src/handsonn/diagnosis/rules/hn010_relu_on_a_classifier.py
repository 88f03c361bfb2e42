"""ReLU on a classifier's output.

What: the last layer has the activation ReLU (or one of its kin), and the loss is a cross-entropy.

Why: a cross-entropy takes the outputs as probabilities. ReLU gives exact zeros, whose logarithm is minus
infinity, and numbers above 1. The loss is stuck, jumps, or becomes NaN, and where a unit gives 0 no gradient
comes back.

Evidence: the last layer's activation and the loss, as compiled.

Remedy: softmax for several classes, sigmoid for two.

Learn more: the lab "Activations and depth" shows what each activation does.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import CROSS_ENTROPY, family, in_words
from handsonn.diagnosis.outputs import fitting_output, pairs
from handsonn.diagnosis.rule import Rule
from handsonn.records import Change, Facts, Finding, OutputFacts

KIN = ("relu", "relu6", "leaky_relu", "prelu", "elu", "selu", "gelu", "silu", "softplus", "mish")


def check(facts: Facts) -> Iterator[Finding]:
    """Find outputs of ReLU and its kin under a cross-entropy."""
    for pair in pairs(facts):
        output = pair.output
        if output.activation not in KIN or not family(output, CROSS_ENTROPY):
            continue
        known = pair.task in ("classes", "two classes") and pair.y is not None
        remedy, change = fitting_output(pair.task, pair.y) if known else _same_units(output)
        yield RULE.found(
            f"The last layer ends with {output.activation}, which gives exact zeros and numbers above 1, but "
            f"{in_words(output.loss)} needs probabilities.",
            evidence=[f"The layer {output.layer!r} has the activation {output.activation}."],
            remedy=remedy,
            changes=[change],
            confidence=0.8 if output.from_logits else 0.98,
            layer=output.layer,
        )


def _same_units(output: OutputFacts) -> tuple[str, Change]:
    activation = "sigmoid" if output.width == 1 or output.loss.startswith("binary") else "softmax"
    change = Change("output", {"units": max(output.width, 1), "activation": activation, "loss": output.loss})
    return f"Give the last layer the activation {activation}.", change


RULE = Rule(
    code="HN010",
    name="relu-on-a-classifier",
    title="ReLU on a classifier's output",
    passed="No output of a classifier ends with ReLU.",
    kind="configuration",
    severity="error",
    needs=("model",),
    check=check,
    lab="activations",
    symptoms=("loss is nan", "loss does not move", "always the same answer", "accuracy does not rise"),
)
