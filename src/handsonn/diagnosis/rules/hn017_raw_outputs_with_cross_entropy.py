"""A cross-entropy of outputs that are no probabilities.

What: the last layer has no activation, and the cross-entropy was not told so with from_logits=True.

Why: without an activation the outputs are any numbers. The loss takes them as probabilities: it cuts off
what is below 0 or above 1, where no gradient is left, or takes the logarithm of a negative number.

Evidence: the last layer's activation and the loss, as compiled.

Remedy: an activation (softmax, or sigmoid for two classes), or from_logits=True in the loss.

Learn more: the lab "x and y" shows which output, labels and loss fit together.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import BINARY, CROSS_ENTROPY, family, in_words
from handsonn.diagnosis.outputs import fitting_output, pairs
from handsonn.diagnosis.rule import Rule
from handsonn.records import Change, Facts, Finding


def check(facts: Facts) -> Iterator[Finding]:
    """Find linear outputs under a cross-entropy without from_logits."""
    for pair in pairs(facts):
        output = pair.output
        if output.activation != "linear" or output.from_logits or not family(output, CROSS_ENTROPY):
            continue
        activation = "sigmoid" if family(output, BINARY) else "softmax"
        changes = [
            Change("output", {"units": max(output.width, 1), "activation": activation, "loss": output.loss}),
            Change("loss", {"loss": output.loss, "from_logits": True}),
        ]
        remedy = f"Give the last layer the activation {activation}, or use the loss with from_logits=True."
        if pair.task == "numbers":
            remedy, change = fitting_output(pair.task, pair.y)
            changes = [change]
        yield RULE.found(
            f"The last layer has no activation, so it gives any numbers, but {in_words(output.loss)} expects "
            "probabilities.",
            evidence=[f"The layer {output.layer!r} is linear, and from_logits is False."],
            remedy=remedy,
            changes=changes,
            confidence=0.95,
            layer=output.layer,
        )


RULE = Rule(
    code="HN017",
    name="raw-outputs-with-cross-entropy",
    title="A cross-entropy of outputs that are no probabilities",
    passed="Each cross-entropy gets probabilities, or knows that it does not.",
    kind="configuration",
    severity="error",
    needs=("model",),
    check=check,
    lab="x_and_y",
    symptoms=("loss is nan", "loss is negative", "loss does not move", "accuracy does not rise"),
)
