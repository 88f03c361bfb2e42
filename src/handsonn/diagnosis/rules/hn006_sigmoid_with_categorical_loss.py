"""Sigmoid outputs with a categorical cross-entropy.

What: several units with the activation sigmoid (or tanh), compiled with categorical or sparse categorical
cross-entropy.

Why: these losses take the outputs as the probabilities of classes of which exactly one is right, so that
they must add up to 1. Sigmoid lets each unit answer for itself: all of them may rise to 1 together, and the
loss does not mind.

Evidence: the last layer's activation and the loss, as compiled.

Remedy: softmax when one class is right for each sample; binary cross-entropy when several may be.

Learn more: the lab "x and y" shows which output, labels and loss fit together.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import CATEGORICAL, SPARSE, family, in_words
from handsonn.diagnosis.outputs import pairs
from handsonn.diagnosis.rule import Rule
from handsonn.records import Change, Facts, Finding

SQUASHING = ("sigmoid", "hard_sigmoid", "tanh", "hard_tanh", "softsign")


def check(facts: Facts) -> Iterator[Finding]:
    """Find outputs of several units that do not add up to 1 under a loss that needs it."""
    for pair in pairs(facts):
        output = pair.output
        fits = output.activation not in SQUASHING or not family(output, CATEGORICAL | SPARSE)
        if fits or output.from_logits or output.width < 2:  # noqa: PLR2004
            continue
        several = pair.task == "several labels"
        units = output.width
        softmax = Change("output", {"units": units, "activation": "softmax", "loss": output.loss})
        binary = Change("output", {"units": units, "activation": "sigmoid", "loss": "binary_crossentropy"})
        yield RULE.found(
            f"The {units} outputs have the activation {output.activation}, so they do not add up to 1 as "
            f"{in_words(output.loss)} needs.",
            evidence=[
                f"The layer {output.layer!r} has {units} units and the activation {output.activation}."
            ],
            remedy="Compile with the loss binary_crossentropy: several labels can be right at once."
            if several
            else "Give the last layer the activation softmax.",
            changes=[binary if several else softmax],
            confidence=0.95 if family(output, SPARSE) or output.activation != "sigmoid" else 0.85,
            layer=output.layer,
        )


RULE = Rule(
    code="HN006",
    name="sigmoid-with-categorical-loss",
    title="Sigmoid outputs with a categorical cross-entropy",
    passed="No outputs that must add up to 1 are left to sigmoid.",
    kind="configuration",
    severity="error",
    needs=("model",),
    check=check,
    lab="x_and_y",
    symptoms=("accuracy does not rise", "always the same answer", "loss is zero"),
)
